import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(process.env.KNEEPOINT_SAMPLES ?? join(import.meta.dirname, '../../../../shared/samples'));

/** A log or a metrics page of a real vLLM server. Throws where the reference files are not there. */
export function serverSample(name: string): string {
  const path = join(root, 'vllm/server', name);
  if (!existsSync(path))
    throw new Error(`${path} is missing: set KNEEPOINT_SAMPLES to the folder of the reference result files`);
  return readFileSync(path, 'utf8');
}
