import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { referencePath } from '@/lib/testing/reference-files';
import type { SourceFile } from '../importer';

/** A reference file under the name an import would give it. */
export function referenceSource(folder: string, path: string): SourceFile {
  const full = referencePath(join(folder, path));
  return { path, size: statSync(full).size, open: () => createReadStream(full) };
}
