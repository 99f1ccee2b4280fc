/** What `docker run` and its like were asked to start. */
export interface ContainerRun {
  image: string;
  /** Entry point of the command line, where one is given, and what follows the image. */
  words: string[];
  /** Of `--gpus`: a number of devices; null: all, or not said. */
  gpus: number | null;
}

const programs = /(?:^|\/)(?:docker|podman|nerdctl)$/;
/** Options that take the next word, of docker, podman and nerdctl. Any other is a switch. */
const taking = new Set(
  `-e --env --env-file -v --volume --mount -p --publish --name --gpus --ipc --shm-size --network --net --runtime
  --restart -w --workdir -u --user --entrypoint --device --ulimit --cap-add --cap-drop --security-opt -m --memory
  --memory-swap --cpus --cpuset-cpus --cpuset-mems -l --label -h --hostname --platform --pull --log-driver --log-opt
  --tmpfs --add-host --group-add --userns --pid --cgroupns --cgroup-parent --annotation --secret --stop-timeout
  --health-cmd --sysctl --dns --cidfile --device-cgroup-rule --blkio-weight --expose --ip --link --volumes-from`.split(
    /\s+/,
  ),
);

/** Reads `docker run OPTIONS IMAGE COMMAND`; null where the words are no such command. Values of options are not kept. */
export function readContainerRun(words: readonly string[]): ContainerRun | null {
  const start = words.findIndex((word, index) => programs.test(word) && runsAt(words, index) > 0);
  if (start === -1) return null;
  let entrypoint: string | null = null;
  let gpus: number | null = null;
  let at = runsAt(words, start);
  for (; at < words.length && words[at]!.startsWith('-'); at++) {
    const [name = '', ...rest] = words[at]!.split('=');
    const isTaking = taking.has(name) && rest.length === 0;
    const value = rest.length > 0 ? rest.join('=') : isTaking ? words[at + 1] : undefined;
    if (isTaking) at += 1;
    if (name === '--entrypoint') entrypoint = value ?? null;
    if (name === '--gpus' && value !== undefined) gpus = gpusOf(value);
  }
  const image = words[at];
  if (image === undefined) return null;
  return { image, words: [...(entrypoint === null ? [] : [entrypoint]), ...words.slice(at + 1)], gpus };
}

/** Where the options of `run` begin; 0 where it is another of the program's commands. */
function runsAt(words: readonly string[], program: number): number {
  const next = words[program + 1] === 'container' ? program + 2 : program + 1;
  return words[next] === 'run' || words[next] === 'create' ? next + 1 : 0;
}

/** "4", "all", "device=0,1", '"device=0,1"'. */
function gpusOf(value: string): number | null {
  const devices = /device=([\w:,-]+)/.exec(value)?.[1];
  if (devices !== undefined) return devices.split(',').filter(Boolean).length;
  return /^(?:count=)?[1-9]\d{0,3}$/.test(value) ? Number(value.replace('count=', '')) : null;
}
