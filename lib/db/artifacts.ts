import { z } from 'zod';
import type { Queryable } from './database';

const artifacts = z
  .array(z.object({ size_bytes: z.bigint(), stored_as: z.string(), file: z.string().nullable() }))
  .max(1);
const names = z.array(z.object({ stored_as: z.string() }));

/** Where an artifact's bytes lie, how many they are and what the file was called; null when there is none. */
export async function findArtifact(
  db: Queryable,
  sha256: string,
): Promise<{ size: number; storedAs: string; file: string | null } | null> {
  const [row] = artifacts.parse(
    await db.$queryRaw`
      SELECT size_bytes, stored_as, (SELECT path FROM imported_file f WHERE f.artifact_sha256 = a.sha256 LIMIT 1) AS file
      FROM artifact a WHERE sha256 = ${sha256}`,
  );
  return row === undefined ? null : { size: Number(row.size_bytes), storedAs: row.stored_as, file: row.file };
}

/** Which of these files belong to an artifact, or all that do: whatever else lies in the folder belongs to nobody. */
export async function listArtifactFiles(db: Queryable, among?: string[]): Promise<Set<string>> {
  const found = names.parse(
    among === undefined
      ? await db.$queryRaw`SELECT stored_as FROM artifact`
      : await db.$queryRaw`SELECT stored_as FROM artifact WHERE stored_as = ANY(${among})`,
  );
  return new Set(found.map(({ stored_as }) => stored_as));
}
