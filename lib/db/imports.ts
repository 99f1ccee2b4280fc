import { z } from 'zod';
import type { Queryable } from './database';

const files = z.array(
  z.object({
    import_id: z.string(),
    path: z.string(),
    sha256: z.string(),
    size_bytes: z.bigint(),
    stored_as: z.string(),
  }),
);

/** A file of an import, and where its bytes lie. */
export interface StoredFile {
  importId: string;
  path: string;
  sha256: string;
  size: number;
  storedAs: string;
}

/** Every file of these imports, as they came together. */
export async function listImportedFiles(db: Queryable, importIds: string[]): Promise<StoredFile[]> {
  const found = files.parse(
    await db.$queryRaw`
      SELECT f.import_id, f.path, a.sha256, a.size_bytes, a.stored_as
      FROM imported_file f JOIN artifact a ON a.sha256 = f.artifact_sha256
      WHERE f.import_id = ANY(${importIds}) ORDER BY f.import_id, f.path`,
  );
  return found.map(({ import_id, path, sha256, size_bytes, stored_as }) => ({
    importId: import_id,
    path,
    sha256,
    size: Number(size_bytes),
    storedAs: stored_as,
  }));
}

const imports = z.array(
  z.object({
    id: z.string(),
    via: z.enum(['browser', 'cli', 'api', 'sample']),
    created_at: z.date(),
    measurements: z.int(),
    sweeps: z.array(z.string()),
    files: z.array(z.string()),
    file_count: z.int(),
    read_by: z.array(z.object({ format: z.string(), version: z.int().nullable(), count: z.int() })),
  }),
);
export type ImportRow = z.infer<typeof imports>[number];

/** Imports of which anything is stored and not in the bin, the last one first. */
export async function listImportRows(db: Queryable, limit: number): Promise<ImportRow[]> {
  return imports.parse(
    await db.$queryRaw`
      SELECT i.id, i.via, i.created_at,
        (SELECT count(*)::int FROM measurement m WHERE m.import_id = i.id AND m.deleted_at IS NULL) AS measurements,
        ARRAY(SELECT DISTINCT s.name FROM measurement m JOIN sweep s ON s.id = m.sweep_id
              WHERE m.import_id = i.id AND m.deleted_at IS NULL ORDER BY s.name LIMIT 20) AS sweeps,
        ARRAY(SELECT f.path FROM imported_file f WHERE f.import_id = i.id ORDER BY f.path LIMIT 5) AS files,
        (SELECT count(*)::int FROM imported_file f WHERE f.import_id = i.id) AS file_count,
        (SELECT coalesce(jsonb_agg(r), '[]') FROM (
           SELECT m.format, m.importer_version AS version, count(*)::int AS count FROM measurement m
           WHERE m.import_id = i.id AND m.deleted_at IS NULL GROUP BY 1, 2) r) AS read_by
      FROM import i
      WHERE EXISTS (SELECT FROM measurement m WHERE m.import_id = i.id AND m.deleted_at IS NULL)
      ORDER BY i.created_at DESC, i.id LIMIT ${limit}`,
  );
}
