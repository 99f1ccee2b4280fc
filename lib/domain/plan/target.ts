import { z } from 'zod';
import { isOneLine, targetPath, title } from './names';

const word = z.string().min(1).max(500).refine(isOneLine, { error: 'one line of text' });

/** Where jobs run, and what a machine there is like. Set up by whoever runs Kneepoint; a request only names it. */
export const target = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  name: title,
  /** Results of a simulated target stay `simulated` for good. */
  simulated: z.boolean(),
  /** The GPU's name where somebody stated it; what nvidia-smi says is read back and wins. */
  gpu: title.nullable(),
  /** null: not known, so nothing can be said about whether a deployment fits. */
  gpusPerNode: z.int().min(0).max(1024).nullable(),
  nodes: z.int().min(1).max(10_000),
  /** Whether free GPUs are looked for with nvidia-smi. */
  gpuCheck: z.enum(['auto', 'none']),
  /** Folder of the job folders. */
  workFolder: targetPath,
  /** How vLLM is called there: ["vllm"], or a path and leading arguments. */
  vllm: z.array(word).min(1).max(20),
  /** How Kneepoint's own load generator is called, for endpoints where no vLLM is installed; null: it is not there. */
  ownClient: z.array(word).min(1).max(20).nullable(),
  /** Shell lines run first: `module load`, `source .venv/bin/activate`. */
  prologue: z.array(word).max(100),
  /** A file of exported variables on the target, for secrets; read by the job, never by Kneepoint. */
  environmentFile: targetPath.nullable(),
  ports: z.strictObject({ first: z.int().min(1024).max(65_535), last: z.int().min(1024).max(65_535) }),
});
export type Target = z.infer<typeof target>;

/** All GPUs of a target; null where the number per node is not known. */
export const targetGpus = ({ gpusPerNode, nodes }: Pick<Target, 'gpusPerNode' | 'nodes'>): number | null =>
  gpusPerNode && gpusPerNode * nodes;
