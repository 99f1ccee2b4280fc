import { type ServeCommand, serveCommandsIn } from '@/lib/vllm/command/serve-command';
import { readVariables } from '@/lib/vllm/command/shell-variables';
import { readServeFlags } from '@/lib/vllm/arguments/read-serve-flags';
import { aProblem } from '../problems';
import type { Companion, CompanionText, ReadCompanions } from './companion';
import { sharedClientFacts } from './client-facts';
import { helmServers } from './helm-values';
import { isServerLog, logFacts } from './log-facts';
import { ciCommands, metadataFile } from './metadata-facts';
import { commandFacts, type Described, describedServers } from './read-specs';
import { slurmFacts } from './slurm-facts';
import { unwrappedLog } from '../wrapped-output/container-log';
import { mappingOf, readYaml } from './yaml-documents';

/** A file that describes more servers than this is a whole cluster's, and nobody could choose. */
const mostServers = 64;

/** What a text states, if it is a companion of any kind we know. Pure; never throws on bad input. */
export function readCompanions(text: CompanionText): ReadCompanions {
  const fault = (found: string): ReadCompanions => ({
    companions: [],
    problems: [aProblem(text.path, null, 'a spec of a server in YAML', found)],
  });
  const read = describe(text);
  if ('fault' in read) return fault(read.fault);
  const told = read.servers.filter(({ facts }) => facts.length > 0);
  if (told.length > mostServers) return fault(`${told.length} servers`);
  return { companions: withIds(told, text), problems: [] };
}

type Read = { servers: Described[] } | { fault: string };

function describe({ path, text, isCut }: CompanionText): Read {
  const isYaml = /\.ya?ml$/i.test(path);
  const unwrapped = unwrappedLog(text);
  if (unwrapped !== null) return { servers: serverIn(unwrapped) };
  if (/^\s*[{[]/.test(text)) return isCut ? { servers: [] } : { servers: describedInJson(text) };
  if (isServerLog(text)) return { servers: serverIn(text) };
  if (isYaml || looksLikeYaml(text)) {
    if (isCut) return isYaml ? { fault: 'a file of more than 4 MB' } : { servers: [] };
    const { documents, fault, isSyntax } = readYaml(text);
    const servers = documents?.flatMap((document) => [...describedServers(document), ...helmServers(document)]) ?? [];
    if (servers.length > 0) return { servers };
    // A broken file is told of where it was meant to be a spec.
    if (isYaml) return fault === null || (isSyntax && !looksLikeYaml(text)) ? { servers: [] } : { fault };
  }
  return { servers: commandsIn(text) };
}

const serverIn = (log: string): Described[] =>
  isServerLog(log) ? [{ kind: 'server-log', name: 'log', ...logFacts(log) }] : [];

/** Words of a spec in lines of their own; enough to try, for pasted specs have no name that ends in .yaml. */
const looksLikeYaml = (text: string) =>
  /^\s*(?:-\s+)?(?:apiVersion|kind|resourceProfile|services|servingEngineSpec|modelArtifacts|args|[a-z]+[-_]parallel[-_]size):/m.test(
    text,
  );

function describedInJson(text: string): Described[] {
  try {
    const value = mappingOf(JSON.parse(text) as unknown);
    const one = ciCommands(value) ?? null;
    if (one) return [one];
    const specs = describedServers(value).filter(({ kind }) => kind === 'kubernetes' || kind === 'kubeai-model');
    // A script that wraps a result may say beside it what it ran.
    return specs.length > 0 ? specs : [metadataFile(value) ?? metadataFile(mappingOf(value.config)) ?? []].flat();
  } catch {
    return [];
  }
}

/** Command lines that say something: a word about `vllm serve` in prose is none. */
function commandsIn(text: string): Described[] {
  const commands = [...serveCommandsIn(text), ...(argumentsIn(text) ?? [])].filter(({ argv }) => {
    const { model, values } = readServeFlags(argv);
    return values.size > 0 || model?.includes('/') === true;
  });
  const servers = commands.map((command, index): Described => {
    const [facts, servedAs] = commandFacts(command, 'arguments');
    return { kind: 'command-line', name: `command ${index + 1}`, facts: [...facts, ...slurmFacts(text)], servedAs };
  });
  const facts = sharedClientFacts(text, 'arguments');
  return [...servers, { kind: 'client-command', name: 'client', facts, servedAs: [] }];
}

/** A file of environment variables hands the server its arguments in one of them. */
function argumentsIn(text: string): ServeCommand[] | null {
  if (!/^(?:export )?VLLM_(?:[A-Z]+_)?ARGS=/m.test(text) || /\bvllm\s+serve\b|api_server/.test(text)) return null;
  return [...readVariables(text)].flatMap(([name, value]) =>
    /^VLLM_(?:[A-Z]+_)?ARGS$/.test(name) && value ? [{ argv: [...value.words], image: null, gpus: null }] : [],
  );
}

/** A lone server goes by its file; several by their names, told apart by number where these are alike. */
function withIds(servers: Described[], { path, sha256 }: CompanionText): Companion[] {
  const seen = new Map<string, number>();
  return servers.map(({ kind, name, facts, servedAs }) => {
    const short = name.replace(/[^\w .:/-]/g, '').slice(0, 80);
    const times = (seen.get(short) ?? 0) + 1;
    seen.set(short, times);
    const id = servers.length === 1 ? path : `${path}#${short}${times > 1 ? ` ${times}` : ''}`;
    return { id, file: path, sha256, kind, facts, servedAs };
  });
}
