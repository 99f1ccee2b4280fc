import { countIn, listOf, type Mapping, mappingOf, textIn } from './yaml-documents';

/** A container of a manifest with what stands around it. */
export interface PodContainer {
  /** Name of the object, and of the container where its pod has several servers. */
  name: string;
  container: Mapping;
  pod: Mapping;
  /** Copies of the pod, or of the group; null: not said. */
  replicas: number | null;
  /** Pods that work as one; 1 where the object groups none. */
  podsPerGroup: number;
}

const deepest = 12;

/**
 * Containers of a Kubernetes object of any kind that has pods: Deployment, StatefulSet, Pod, Job, LeaderWorkerSet, and
 * whatever wraps them. Of a LeaderWorkerSet the leader's are given, for the leader starts the server.
 */
export function podContainers(document: Mapping): PodContainer[] {
  const found: PodContainer[] = [];
  const name = textIn(mappingOf(document.metadata).name) ?? textIn(document.kind) ?? 'server';
  walk(document, { name, replicas: null, podsPerGroup: 1 }, 0, found);
  return found;
}

type Around = Pick<PodContainer, 'name' | 'replicas' | 'podsPerGroup'>;

function walk(node: unknown, around: Around, depth: number, found: PodContainer[]): void {
  if (depth > deepest || found.length >= 64) return;
  if (Array.isArray(node)) {
    for (const entry of node) walk(entry, around, depth + 1, found);
    return;
  }
  const mapping = mappingOf(node);
  const within = { ...around, replicas: countIn(mapping.replicas) ?? around.replicas };
  const containers = listOf(mapping.containers).map(mappingOf);
  for (const container of containers) {
    if (container.command !== undefined || container.args !== undefined || container.image !== undefined) {
      found.push({ ...within, container, pod: mapping });
    }
  }
  const group = mappingOf(mapping.leaderWorkerTemplate);
  if (group.workerTemplate !== undefined) {
    const podsPerGroup = countIn(group.size) ?? 1;
    return walk(group.leaderTemplate ?? group.workerTemplate, { ...within, podsPerGroup }, depth + 1, found);
  }
  for (const [key, value] of Object.entries(mapping)) {
    if (key !== 'containers' && key !== 'initContainers' && typeof value === 'object')
      walk(value, within, depth + 1, found);
  }
}

const gpuResource = /^(?:nvidia\.com\/gpu|amd\.com\/gpu|habana\.ai\/gaudi|gpu\.intel\.com\/(?:i915|xe))$/;

/** GPUs a container asks for; null where it asks for none. */
export function gpusOfContainer(container: Mapping): number | null {
  const resources = mappingOf(container.resources);
  for (const side of [resources.limits, resources.requests]) {
    for (const [name, value] of Object.entries(mappingOf(side))) {
      const gpus = gpuResource.test(name) ? countIn(value) : null;
      if (gpus !== null) return gpus;
    }
  }
  return null;
}

const gpuLabels =
  /^(?:nvidia\.com\/gpu\.product|amd\.com\/gpu\.product-name|cloud\.google\.com\/gke-accelerator|karpenter\.k8s\.aws\/instance-gpu-name|gpu\.nvidia\.com\/class|accelerator)$/;

/** What a pod says of the node's GPU, by selector or by a required affinity that leaves one choice. */
export function gpuLabelOf(pod: Mapping): string | null {
  const selected = Object.entries(mappingOf(pod.nodeSelector)).find(([label]) => gpuLabels.test(label))?.[1];
  if (typeof selected === 'string') return selected;
  const affinity = mappingOf(mappingOf(pod.affinity).nodeAffinity);
  const required = mappingOf(affinity.requiredDuringSchedulingIgnoredDuringExecution);
  for (const term of listOf(required.nodeSelectorTerms).map(mappingOf)) {
    for (const expression of listOf(term.matchExpressions).map(mappingOf)) {
      const values = listOf(expression.values);
      if (gpuLabels.test(String(expression.key)) && expression.operator === 'In' && values.length === 1)
        return textIn(values[0]);
    }
  }
  return null;
}
