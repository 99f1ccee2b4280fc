import { createReadStream } from 'node:fs';
import type { SourceFile } from '@/lib/importers/importer';

/** A file that has arrived: its label, and where its bytes lie until it is stored or dropped. */
export interface ReceivedFile {
  /** As the sender called it; a label, never a path to open. */
  path: string;
  size: number;
  sha256: string;
  /** Absolute path of the bytes as received. */
  location: string;
}

/** The file as importers want it; may be opened more than once. */
export const toSourceFile = ({ path, size, sha256, location }: ReceivedFile): SourceFile => ({
  path,
  size,
  sha256,
  open: () => createReadStream(location),
});
