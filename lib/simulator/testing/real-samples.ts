import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(process.env['KNEEPOINT_SAMPLES'] ?? join(import.meta.dirname, '../../../../shared/samples'));

/** Text of a file the real vLLM's server wrote. Throws when the samples are not there: nothing may pass without them. */
export function readServerSample(name: string): string {
  const path = join(root, 'vllm/server', name);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`${path} is missing: set KNEEPOINT_SAMPLES to the folder of the reference files`, { cause: error });
  }
}
