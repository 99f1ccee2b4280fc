import type { Queryable } from './database';

/**
 * Deletes an import with its measurements, those in the bin among them; answers how many there were, or null where there
 * is no such import. Sample data is not taken back this way.
 */
export async function deleteImport(db: Queryable, id: string): Promise<number | null> {
  const measurements = await db.$executeRaw`
    DELETE FROM measurement WHERE import_id = (SELECT id FROM import WHERE id = ${id} AND NOT sample)`;
  await db.$executeRaw`
    DELETE FROM imported_file WHERE import_id = (SELECT id FROM import WHERE id = ${id} AND NOT sample)`;
  const imports = await db.$executeRaw`DELETE FROM import WHERE id = ${id} AND NOT sample`;
  return imports === 0 ? null : measurements;
}
