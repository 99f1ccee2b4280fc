import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(process.env.KNEEPOINT_SAMPLES ?? join(import.meta.dirname, '../../../../shared/samples'));

/** The text of a real file of another tool. Throws where it is missing: a test without it would show nothing. */
export function readReferenceFile(path: string): string {
  const full = join(root, path);
  if (!existsSync(full))
    throw new Error(`${full} is missing: set KNEEPOINT_SAMPLES to the folder of the reference result files`);
  return readFileSync(full, 'utf8');
}
