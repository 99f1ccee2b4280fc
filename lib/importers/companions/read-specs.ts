import { configArguments } from '@/lib/vllm/arguments/config-arguments';
import { readServeFlags } from '@/lib/vllm/arguments/read-serve-flags';
import { SERVE_FLAGS } from '@/lib/vllm/arguments/serve-flags';
import type { ServeCommand } from '@/lib/vllm/command/serve-command';
import { readShellCommands } from '@/lib/vllm/command/shell-words';
import { type CompanionFact, type CompanionKind, FactList } from './companion';
import { type Environment, environmentOf, findComposeCommand, findContainerCommand } from './container-command';
import { addMachines, gpuOfLabel, imageName, versionOfImage } from './machine-facts';
import { gpuLabelOf, gpusOfContainer, type PodContainer, podContainers } from './pod-specs';
import { modelName, servedNames, serveFacts } from './serve-facts';
import { isSetting } from './telling-flags';
import { countIn, listOf, type Mapping, mappingOf, textIn, textsOf } from './yaml-documents';

/** A server that a part of a file describes. */
export interface Described {
  kind: CompanionKind;
  /** What tells it from others in the same file. */
  name: string;
  facts: CompanionFact[];
  servedAs: string[];
}

/** Servers a document describes, whatever kind of spec it is; none where it is no spec we know. */
export function describedServers(document: Mapping): Described[] {
  if (isKubeAiModel(document)) return [kubeAiModel(document)];
  if (typeof document.services === 'object' && document.services !== null) return composeServices(document);
  if (typeof document.apiVersion === 'string' && typeof document.kind === 'string') {
    return [...kserveModel(document), ...podContainers(document).flatMap((container) => podServer(container) ?? [])];
  }
  return vllmConfig(document) ?? [];
}

/** KServe's short form of a pod: the runtime is vLLM's, the model has a place of its own. */
function kserveModel(document: Mapping): Described[] {
  const predictor = mappingOf(mappingOf(document.spec).predictor);
  const model = mappingOf(predictor.model);
  const format = textIn(mappingOf(model.modelFormat).name) ?? '';
  if (!/^(?:huggingface|vllm)$/i.test(format)) return [];
  const flags = readServeFlags(textsOf(model.args));
  const list = new FactList('predictor');
  const uri = textIn(model.storageUri);
  list.add('deployment.model', uri?.startsWith('hf://') ? modelName(uri) : null, 'storageUri');
  const label = gpuLabelOf(predictor);
  list.add('deployment.hardware.gpu', label === null ? null : gpuOfLabel(label), 'node selector');
  const perPod = gpusOfContainer(model);
  const fixed = predictor.minReplicas === predictor.maxReplicas ? countIn(predictor.minReplicas) : null;
  if (perPod !== null) addMachines(list, flags, { perPod, replicas: fixed, podsPerServer: 1 }, 'resources');
  const args = serveFacts(flags, { part: 'args', isComplete: true });
  const name = textIn(mappingOf(document.metadata).name) ?? 'model';
  const facts = firstOfEach([...list.facts, ...args, ...environmentFacts(environmentOf(model.env))]);
  return [{ kind: 'kubernetes', name, facts, servedAs: [name] }];
}

/** Either the whole object, or its `spec` alone as people paste it. */
function isKubeAiModel(document: Mapping): boolean {
  if (/^kubeai\.org\//.test(String(document.apiVersion))) return document.kind === 'Model';
  return (
    typeof document.resourceProfile === 'string' && (typeof document.url === 'string' || document.args !== undefined)
  );
}

function kubeAiModel(document: Mapping): Described {
  const spec = document.spec === undefined ? document : mappingOf(document.spec);
  const name = textIn(mappingOf(document.metadata).name) ?? 'model';
  const flags = readServeFlags(textsOf(spec.args));
  const list = new FactList('url');
  const engine = textIn(spec.engine)?.toLowerCase() ?? 'vllm';
  list.add('deployment.model', modelName(textIn(spec.url)));
  list.add('deployment.engine', isSetting(engine) ? engine : null, 'engine');
  addImage(list, spec.image);
  const [profile = '', times] = (textIn(spec.resourceProfile) ?? '').split(':');
  const perPod = countIn(times) ?? (profile === '' || profile === 'cpu' ? null : 1);
  list.add('deployment.hardware.gpu', gpuOfLabel(profile), 'resourceProfile');
  const fixed = countIn(spec.replicas) ?? (spec.minReplicas === spec.maxReplicas ? countIn(spec.minReplicas) : null);
  if (perPod !== null) addMachines(list, flags, { perPod, replicas: fixed, podsPerServer: 1 }, 'resourceProfile');
  const ofArgs = engine === 'vllm' ? serveFacts(flags, { part: 'args', isComplete: true }) : [];
  const facts = [
    ...list.facts,
    ...ofArgs.filter(({ field }) => field !== 'deployment.engine'),
    ...environmentFacts(environmentOf(spec.env)),
  ];
  return { kind: 'kubeai-model', name, facts: firstOfEach(facts), servedAs: [name, ...servedNames(flags)] };
}

function podServer({ name, container, pod, replicas, podsPerGroup }: PodContainer): Described | null {
  const words = [...textsOf(container.command), ...textsOf(container.args)];
  const command = findContainerCommand(words, textIn(container.image), environmentOf(container.env));
  if (!command) return null;
  const flags = readServeFlags(command.argv);
  const list = new FactList('resources');
  addImage(list, container.image);
  const label = gpuLabelOf(pod);
  list.add('deployment.hardware.gpu', label === null ? null : gpuOfLabel(label), 'node selector');
  const perPod = gpusOfContainer(container);
  if (perPod !== null) addMachines(list, flags, { perPod, replicas, podsPerServer: podsPerGroup }, 'resources');
  const args = serveFacts(flags, { part: 'args', isComplete: true });
  const facts = [...args, ...list.facts, ...environmentFacts(environmentOf(container.env))];
  return { kind: 'kubernetes', name, facts: firstOfEach(facts), servedAs: servedNames(flags) };
}

function composeServices(document: Mapping): Described[] {
  return Object.entries(mappingOf(document.services)).flatMap(([name, value]): Described[] => {
    const service = mappingOf(value);
    const environment = environmentOf(service.environment);
    const words = [...wordsOf(service.entrypoint), ...wordsOf(service.command)];
    const command = findComposeCommand(words, textIn(service.image), environment);
    if (!command) return [];
    const [facts, servedAs] = commandFacts({ ...command, image: textIn(service.image) }, 'command');
    const perPod = composeGpus(service);
    const list = new FactList('devices');
    const flags = readServeFlags(command.argv);
    const replicas = countIn(mappingOf(service.deploy).replicas) ?? 1;
    if (perPod !== null) addMachines(list, flags, { perPod, replicas, podsPerServer: 1 }, 'devices');
    return [
      {
        kind: 'compose',
        name,
        facts: firstOfEach([...list.facts, ...facts, ...environmentFacts(environment)]),
        servedAs,
      },
    ];
  });
}

const wordsOf = (value: unknown) => (typeof value === 'string' ? (readShellCommands(value)[0] ?? []) : textsOf(value));

function composeGpus(service: Mapping): number | null {
  const reservations = mappingOf(mappingOf(mappingOf(service.deploy).resources).reservations);
  for (const device of [...listOf(reservations.devices), ...listOf(service.gpus)].map(mappingOf)) {
    const gpus = textsOf(device.device_ids).length || countIn(device.count);
    if (gpus) return gpus;
  }
  return null;
}

/** What a command line states, image and visible devices included; and the names its server answers by. */
export function commandFacts(command: ServeCommand, part: string): [facts: CompanionFact[], servedAs: string[]] {
  const flags = readServeFlags(command.argv);
  const list = new FactList(part);
  addImage(list, command.image);
  list.add('deployment.hardware.gpus', command.gpus);
  return [[...serveFacts(flags, { part, isComplete: true }), ...list.facts], servedNames(flags)];
}

/** Adds an image by name, and the version its tag tells. */
export function addImage(list: FactList, image: unknown): void {
  const name = imageName(image);
  list.add('deployment.image', name, 'image');
  list.add('deployment.engineVersion', name === null ? null : versionOfImage(name), 'image');
}

const serveFlagNames = new Set(SERVE_FLAGS.map(({ name }) => name));
/** Flags of `vllm serve` that take no value. */
export const serveSwitches: ReadonlySet<string> = new Set(
  SERVE_FLAGS.flatMap(({ name, kind }) => (kind === 'boolean' ? [name] : [])),
);

/** A file for `--config`: options by their long names, most of which `vllm serve` knows. It need not be all of them. */
function vllmConfig(document: Mapping): Described[] | null {
  const names = Object.keys(document).map((key) => key.replaceAll('_', '-'));
  const known = names.filter((name) => serveFlagNames.has(name) && name !== 'model' && name !== 'config');
  if (known.length === 0 || known.length * 2 < names.length) return null;
  const argv = Object.entries(document).flatMap(([key, value]) => configArguments(key, value, serveSwitches));
  const flags = readServeFlags(argv);
  if (flags.values.size === 0) return null;
  const facts = serveFacts(flags, { part: 'options', isComplete: false });
  return [{ kind: 'vllm-config', name: 'options', facts, servedAs: servedNames(flags) }];
}

/** Of all environment only this is kept, and only where its value is one of vLLM's own words: it chooses the kernels. */
const attentionBackends =
  /^(?:FLASH_ATTN|FLASHINFER|TRITON_ATTN|TRITON_MLA|FLASHMLA|CUTLASS_MLA|FLASHINFER_MLA|FLASH_ATTN_MLA|XFORMERS|ROCM_FLASH|ROCM_ATTN|ROCM_AITER_FA|ROCM_AITER_MLA|TORCH_SDPA|FLEX_ATTENTION|TREE_ATTN)(?:_V1|_VLLM_V1)?$/;

/** What a container's environment says of speed. */
export function environmentFacts(environment: Environment): CompanionFact[] {
  const backend = environment.get('VLLM_ATTENTION_BACKEND') ?? '';
  if (!attentionBackends.test(backend)) return [];
  return [{ field: 'deployment.flags.attention-backend', value: backend, part: 'env VLLM_ATTENTION_BACKEND' }];
}

/** Of several statements of one field the first. */
export function firstOfEach(facts: readonly CompanionFact[]): CompanionFact[] {
  const seen = new Set<string>();
  return facts.filter(({ field }) => !seen.has(field) && seen.add(field));
}
