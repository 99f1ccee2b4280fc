// A stand-in for the vllm command in tests of the bundle: it answers, waits and misbehaves as a file tells it to, and
// knows nothing of speed. Usage: node fake-vllm.mjs BEHAVIOUR.json COMMAND...
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const [behaviourFile, ...args] = process.argv.slice(2);
const behaviour = {
  version: '0.25.1',
  versionMs: 0,
  readyAfterMs: 0,
  exitBeforeReady: null,
  hangBeforeReady: false,
  refuseToStop: false,
  workers: 1,
  strayWorker: false,
  benchMs: 100,
  /** Names of loads: their client fails, hangs, or takes the server down. */
  failLoads: [],
  hangLoads: [],
  crashLoads: [],
  resultBytes: 0,
  completed: 1,
  ...JSON.parse(readFileSync(behaviourFile, 'utf8')),
};
if (behaviour.calls) appendFileSync(behaviour.calls, `${JSON.stringify(args)}\n`);

const option = (name) => {
  const at = args.indexOf(name);
  if (at >= 0) return args[at + 1];
  return args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1);
};
const after = (ms, then) => setTimeout(then, ms);

function serve() {
  if (behaviour.exitBeforeReady !== null) {
    console.error('ValueError: No available memory for the cache blocks.');
    after(behaviour.readyAfterMs, () => process.exit(behaviour.exitBeforeReady));
    return;
  }
  for (let i = 0; i < behaviour.workers; i++) spawn('sleep', ['86400'], { stdio: 'ignore' });
  if (behaviour.strayWorker) spawn('sleep', ['86400'], { stdio: 'ignore', detached: true });
  if (behaviour.refuseToStop) process.on('SIGTERM', () => console.error('not stopping'));
  if (behaviour.hangBeforeReady) return void setInterval(() => {}, 1000);
  const crashFile = `${behaviourFile}.crash`;
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    const answers = {
      '/health': '',
      '/v1/models': JSON.stringify({
        object: 'list',
        data: [{ id: args[1], object: 'model', root: args[1], permission: [{ id: 'modelperm-1' }] }],
      }),
      '/version': JSON.stringify({ version: behaviour.version }),
      '/metrics': `vllm:prompt_tokens_total{engine="0",model_name="m"} ${requests}.0\n`,
    };
    const body = answers[request.url];
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  after(behaviour.readyAfterMs, () => server.listen(Number(option('--port')), option('--host')));
  setInterval(() => existsSync(crashFile) && process.exit(139), 50);
}

function bench() {
  const file = option('--result-filename') ?? option('--output-json');
  const load = file.replace(/^.*\//, '').replace('.json', '');
  if (behaviour.failLoads.includes(load)) {
    console.error('Traceback (most recent call last): refused');
    process.exit(2);
  }
  if (behaviour.hangLoads.includes(load)) return void setInterval(() => {}, 1000);
  if (behaviour.crashLoads.includes(load)) writeFileSync(`${behaviourFile}.crash`, '');
  const metadata = Object.fromEntries(
    args
      .slice(args.indexOf('--metadata') + 1)
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  const result = {
    ...metadata,
    num_prompts: Number(option('--num-prompts')),
    completed: behaviour.completed,
    seed: option('--seed'),
  };
  after(behaviour.benchMs, () => {
    const directory = option('--result-dir') ?? '.';
    mkdirSync(directory, { recursive: true });
    writeFileSync(
      join(directory, file),
      `${JSON.stringify({ ...result, padding: 'x'.repeat(behaviour.resultBytes) })}\n`,
    );
  });
}

if (args[0] === '--version')
  after(behaviour.versionMs, () => console.log(`INFO 08-18 platform detected\n${behaviour.version}`));
else if (args[0] === 'serve') serve();
else bench();
