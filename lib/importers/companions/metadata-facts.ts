import { emptyMeasurement } from '@/lib/domain/measurement';
import { readServeFlags } from '@/lib/vllm/arguments/read-serve-flags';
import { serveCommandsIn } from '@/lib/vllm/command/serve-command';
import { readShellCommands } from '@/lib/vllm/command/shell-words';
import { gpuFromName } from '../gpu-names';
import { looksLike } from '../looks-like';
import { readMetadata, withMetadata } from '../vllm-serve/metadata';
import { serverFlagOf, targetOf } from '../vllm-serve/metadata-keys';
import { topologyDraft, topologySizes } from '../topology-draft';
import { type CompanionFact, FactList } from './companion';
import { clientFacts } from './client-facts';
import { imageName, versionOfImage } from './machine-facts';
import { commandFacts, type Described, firstOfEach } from './read-specs';
import { serveFacts } from './serve-facts';
import { isSetting } from './telling-flags';
import { type Mapping, mappingOf, textIn } from './yaml-documents';

/** What vLLM's CI writes beside each result: the two commands, and the machine's GPU. null: it is no such file. */
export function ciCommands(value: Mapping): Described | null {
  const server = textIn(value.server_command);
  const client = textIn(value.client_command);
  if (server === null && client === null) return null;
  const list = new FactList('gpu_type');
  const gpu = textIn(value.gpu_type);
  list.add('deployment.hardware.gpu', gpu !== null && gpu.length < 100 ? gpu : null);
  const [command] = server === null ? [] : serveCommandsIn(server);
  const [facts, servedAs] = command ? commandFacts(command, 'server_command') : [[], []];
  const ofClient = client === null ? [] : clientFacts(client, 'client_command');
  return {
    kind: 'ci-commands',
    name: 'commands',
    facts: firstOfEach([...list.facts, ...facts, ...ofClient]),
    servedAs,
  };
}

/** Keys people write beside ours for the same thing. */
const otherNames: Readonly<Record<string, string>> = { vllm_version_reported: 'vllm_version', server_model: 'model' };
const nestedConfigs = ['server_config', 'serve_args', 'server_args', 'server_parameters'];
const argumentTexts = ['extra_vllm_args', 'vllm_args', 'serve_args', 'server_args', 'extra_args'];

/** Keys of figures that were measured: what holds them is a result, of whatever tool. */
const measured =
  /^(?:mean|median|avg|std|p\d+)[-_]|throughput|tput|duration|completed|elapsed|latenc|percentile|ttft|tpot|_tokens$|^results?[-_]?/i;

/**
 * What a `meta.json` somebody wrote beside the results states: known keys, a nested block of server flags, arguments as
 * text. null: too little of it is known to be about a deployment.
 */
export function metadataFile(value: Mapping): Described | null {
  const nested = nestedConfigs.flatMap((key) => Object.entries(mappingOf(value[key])));
  const entries = [...Object.entries(value), ...nested].map(([key, entry]) => [otherNames[key] ?? key, entry] as const);
  const known = entries.filter(([key]) => targetOf(key) !== null || serverFlagOf(key) !== null || key === 'model');
  const args = argumentTexts.flatMap((key) => textIn(value[key]) ?? textIn(mappingOf(value.server_config)[key]) ?? []);
  if (known.length < 2 || looksLike(value) !== null || Object.keys(value).some((key) => measured.test(key)))
    return null;
  const command = value.serve_command ?? value.server_command ?? value.command;
  const flags = readServeFlags(args.flatMap((text) => readShellCommands(text).flat()));
  const ofText = args.length === 0 ? [] : serveFacts(flags, { part: 'arguments', isComplete: false });
  const ofCommand =
    typeof command === 'string' ? serveCommandsIn(command).flatMap((found) => commandFacts(found, 'command')[0]) : [];
  const facts = firstOfEach([...keyFacts(known), ...ofCommand, ...ofText]);
  const served = [textIn(value.served_name), textIn(value.served_model_name)];
  return { kind: 'metadata', name: 'metadata', facts, servedAs: served.flatMap((name) => name ?? []) };
}

const source = { file: 'metadata', format: 'metadata', formatVersion: null, index: 0, sha256: '0'.repeat(64) };

/** What known keys say, read as a result's own metadata is. */
function keyFacts(entries: readonly (readonly [string, unknown])[]): CompanionFact[] {
  const metadata = readMetadata(entries.map(([key, value]) => [key, value]));
  const read = withMetadata(emptyMeasurement(source), metadata);
  const list = new FactList('keys');
  const { deployment, workload } = read;
  const model = entries.find(([key]) => key === 'model')?.[1];
  list.add('deployment.model', textIn(model));
  for (const key of ['precision', 'kvCacheDtype', 'engine', 'engineVersion'] as const) {
    list.add(`deployment.${key}`, deployment[key]);
  }
  const image = imageName(deployment.image);
  list.add('deployment.image', image);
  list.add('deployment.engineVersion', image === null ? null : versionOfImage(image));
  const { gpu, ...machine } = deployment.hardware;
  list.add('deployment.hardware.gpu', gpu === null ? null : shortGpu(gpu));
  for (const [key, value] of Object.entries(machine)) list.add(`deployment.hardware.${key}`, value);
  const sizes = topologyDraft(read)?.sizes ?? {};
  for (const size of topologySizes) {
    if (sizes[size] && sizes[size].from !== 'assumed 1') list.add(`deployment.topology.${size}`, sizes[size].value);
  }
  for (const [key, value] of Object.entries(workload)) list.add(`workload.${key}`, value);
  for (const [name, value] of Object.entries(deployment.flags)) {
    const isKept =
      typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && isSetting(value));
    if (isKept) list.add(`deployment.flags.${name}`, value);
  }
  return list.facts;
}

/** A sentence about a machine holds the GPU's name: "DGX Spark NVIDIA GB10 128GB unified" is a GB10. */
function shortGpu(text: string): string {
  const name =
    gpuFromName(text)?.gpu ??
    /\b(?:NVIDIA|AMD(?: Instinct)?) ((?:GeForce )?(?:RTX )?[A-Z]{1,3}\d{1,4}[A-Z]?)\b/.exec(text)?.[1];
  return text.split(' ').length > 3 && name !== undefined ? name : text;
}
