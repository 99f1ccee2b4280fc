import type { ServeFlags } from '@/lib/vllm/arguments/read-serve-flags';
import type { FactList } from './companion';
import { sizeFlags } from './serve-facts';

/** GPUs as an orchestrator was asked for them: of one pod or container, and how many of these there are. */
export interface AskedGpus {
  /** GPUs of one pod. */
  perPod: number;
  /** Pods with a server of their own each, as far as that can be told; null: not said. */
  replicas: number | null;
  /** Pods that make one server together; 1 where it is not said otherwise. */
  podsPerServer: number;
}

/** The GPU's name out of a label of a node or a profile: "nvidia-gpu-l4" is "L4". null where it is none. */
export function gpuOfLabel(label: string): string | null {
  const name = label
    .replace(/^(?:nvidia|amd|google|intel)[-_. ]/i, '')
    .replace(/^(?:gpu|tesla)[-_. ]/i, '')
    .replace(/-mega-/i, '-')
    .toUpperCase();
  return /^[A-Z]{0,4}\d[A-Z0-9]*(?:[-_ ][A-Z0-9]+){0,4}$/.test(name) && /[A-Z]/.test(name) ? name : null;
}

/**
 * Adds GPUs, nodes and replicas. Several pods of one server each are replicas where the arguments fill one pod, and one
 * server over several nodes where they fill all of them; where neither fits, the number of replicas is left open.
 */
export function addMachines(
  list: FactList,
  flags: ServeFlags,
  { perPod, replicas, podsPerServer }: AskedGpus,
  part: string,
) {
  const pods = (replicas ?? 1) * podsPerServer;
  const ranks = ranksOf(flags);
  list.add('deployment.hardware.gpus', replicas === null && podsPerServer === 1 ? perPod : perPod * pods, part);
  if (podsPerServer > 1) {
    list.add('deployment.topology.replicas', replicas, part);
    list.add('deployment.hardware.nodes', pods, part);
    list.add('deployment.hardware.gpusPerNode', perPod, part);
  } else if (pods === 1) {
    list.add('deployment.topology.replicas', replicas, part);
    list.add('deployment.hardware.nodes', 1, part);
    list.add('deployment.hardware.gpusPerNode', perPod, part);
  } else if (ranks === perPod) list.add('deployment.topology.replicas', replicas, part);
  else if (ranks === perPod * pods) {
    list.add('deployment.topology.replicas', 1, part);
    list.add('deployment.hardware.nodes', pods, part);
    list.add('deployment.hardware.gpusPerNode', perPod, part);
  }
}

/** Processes of one server; null where its arguments are not all known. */
function ranksOf({ values, unread, isOpen }: ServeFlags): number | null {
  if (isOpen || sizeFlags.some(([, flag]) => unread.includes(flag))) return null;
  return sizeFlags.reduce((product, [size, flag]) => {
    const value = values.get(flag);
    return size !== 'dcp' && typeof value === 'number' ? product * value : product;
  }, 1);
}

/** The version in an image's tag: "vllm/vllm-openai:v0.6.3.post1" is 0.6.3.post1. null for "latest" and others' images. */
export function versionOfImage(image: string): string | null {
  return /vllm[^:]*:v?(\d+\.\d+[\w.]*)/.exec(image)?.[1] ?? null;
}

/** An image as it is kept: without anything that could sign in. */
export const imageName = (image: unknown): string | null =>
  typeof image === 'string' && /^[\w.:/@-]{1,400}$/.test(image) && !/\/\/|:[^/]*@(?!sha256:)/.test(image)
    ? image
    : null;
