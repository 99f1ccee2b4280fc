import type { FileRole } from '@/lib/domain/import';
import type { Companion } from './companions/companion';
import type { FileOutcome } from './importer';

/** What one file of an import became. */
export interface ReadFileEntry extends FileOutcome {
  role: FileRole;
  /** What became of a file that is no result, in a sentence; else null. */
  note: string | null;
  companions: Companion[];
}
