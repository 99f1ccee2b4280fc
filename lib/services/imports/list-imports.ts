import { type ImportRow, listImportRows } from '@/lib/db/imports';
import { importerVersion } from '@/lib/importers/importer-versions';
import type { ServiceContext } from '../context';

/** An import of which something is stored. */
export interface StoredImport {
  id: string;
  via: ImportRow['via'];
  createdAt: string;
  measurements: number;
  /** Names of its sweeps, at most 20, and the first five of its files. */
  sweeps: string[];
  files: string[];
  fileCount: number;
  /** How many of its measurements were read by an importer older than the present one. */
  outdated: number;
}

const most = 500;

/** The last imports, the newest first. */
export async function listImports({ db }: ServiceContext): Promise<{ imports: StoredImport[] }> {
  const rows = await listImportRows(db, most);
  return {
    imports: rows.map(({ created_at, file_count, read_by, ...row }) => ({
      ...row,
      createdAt: created_at.toISOString(),
      fileCount: file_count,
      outdated: read_by
        .filter(({ format, version }) => version !== importerVersion(format))
        .reduce((sum, { count }) => sum + count, 0),
    })),
  };
}
