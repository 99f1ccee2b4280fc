import { configArguments } from '@/lib/vllm/arguments/config-arguments';
import { readServeFlags } from '@/lib/vllm/arguments/read-serve-flags';
import { FactList } from './companion';
import { addMachines, gpuOfLabel } from './machine-facts';
import { gpuLabelOf, gpusOfContainer } from './pod-specs';
import { addImage, type Described, environmentFacts, firstOfEach, serveSwitches } from './read-specs';
import { environmentOf } from './container-command';
import { modelName, servedNames, serveFacts } from './serve-facts';
import { countIn, listOf, type Mapping, mappingOf, textIn, textsOf } from './yaml-documents';

/** Servers that the values of a chart describe: vLLM's production stack, or llm-d's model service. None: another chart's. */
export function helmServers(document: Mapping): Described[] {
  const engines = mappingOf(document.servingEngineSpec);
  const ofStack = listOf(engines.modelSpec).map((spec) => stackServer(mappingOf(spec)));
  if (ofStack.length > 0) return ofStack;
  return (['prefill', 'decode'] as const).flatMap((role) => {
    const side = mappingOf(document[role]);
    const isOff = side.create === false || side.replicas === 0;
    return side.parallelism === undefined || isOff ? [] : [llmdServer(role, side, mappingOf(document.modelArtifacts))];
  });
}

/** "tensorParallelSize" as the flag it becomes. */
const flagName = (key: string) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function stackServer(spec: Mapping): Described {
  const { extraArgs, ...options } = mappingOf(spec.vllmConfig);
  const ofOptions = Object.entries(options).flatMap(([key, value]) =>
    configArguments(flagName(key), value, serveSwitches),
  );
  const flags = readServeFlags([...ofOptions, ...textsOf(extraArgs)]);
  const list = new FactList('modelSpec');
  list.add('deployment.model', modelName(textIn(spec.modelURL)));
  const [repository, tag] = [textIn(spec.repository), textIn(spec.tag)];
  addImage(list, repository === null ? null : `${repository}${tag === null ? '' : `:${tag}`}`);
  const required = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: spec.nodeSelectorTerms } };
  const label = gpuLabelOf({ nodeSelector: spec.nodeSelector, affinity: { nodeAffinity: required } });
  list.add('deployment.hardware.gpu', label === null ? null : gpuOfLabel(label));
  const perPod = countIn(spec.requestGPU);
  const replicas = countIn(spec.replicaCount) ?? 1;
  if (perPod !== null) addMachines(list, flags, { perPod, replicas, podsPerServer: 1 }, 'requestGPU');
  const args = serveFacts(flags, { part: 'vllmConfig', isComplete: true });
  const facts = firstOfEach([...list.facts, ...args, ...environmentFacts(environmentOf(spec.env))]);
  return { kind: 'helm-values', name: textIn(spec.name) ?? 'model', facts, servedAs: servedNames(flags) };
}

function llmdServer(role: string, side: Mapping, artifacts: Mapping): Described {
  const [container = {}] = listOf(side.containers).map(mappingOf);
  const { tensor, data } = mappingOf(side.parallelism);
  const sizes = [
    ['tensor-parallel-size', tensor],
    ['data-parallel-size', data],
  ].flatMap(([name, size]) => (countIn(size) === null ? [] : [`--${String(name)}=${String(size)}`]));
  const flags = readServeFlags([...sizes, ...textsOf(container.args)]);
  const list = new FactList('parallelism');
  list.add('deployment.model', modelName(textIn(artifacts.uri)), 'modelArtifacts');
  addImage(list, container.image);
  const perPod = gpusOfContainer(container) ?? countIn(tensor);
  const replicas = countIn(side.replicas) ?? 1;
  if (perPod !== null) addMachines(list, flags, { perPod, replicas, podsPerServer: 1 }, role);
  const args = serveFacts(flags, { part: role, isComplete: true });
  const facts = firstOfEach([...list.facts, ...args, ...environmentFacts(environmentOf(container.env))]);
  const names = [textIn(artifacts.name) ?? [], servedNames(flags)].flat();
  return { kind: 'helm-values', name: role, facts, servedAs: names };
}
