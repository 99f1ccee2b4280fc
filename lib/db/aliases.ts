import { z } from 'zod';
import type { Queryable } from './database';

const kind = z.enum(['model', 'gpu']);
const aliasRows = z.array(z.object({ kind, name: z.string(), target: z.string() }));
export type AliasRow = z.infer<typeof aliasRows>[number];

const nameRows = z.array(z.object({ kind, name: z.string() }));

/** All aliases, by kind and name. */
export async function listAliases(db: Queryable): Promise<AliasRow[]> {
  return aliasRows.parse(await db.$queryRaw`SELECT kind, name, target FROM alias ORDER BY kind, name`);
}

/** What stored deployments call their models and GPUs. */
export async function listNames(db: Queryable): Promise<{ model: string[]; gpu: string[] }> {
  const found = nameRows.parse(
    await db.$queryRaw`
      SELECT 'model' AS kind, model AS name FROM deployment WHERE model IS NOT NULL
      UNION SELECT 'gpu', gpu FROM deployment WHERE gpu IS NOT NULL
      ORDER BY kind, name`,
  );
  const of = (wanted: AliasRow['kind']) => found.filter((row) => row.kind === wanted).map(({ name }) => name);
  return { model: of('model'), gpu: of('gpu') };
}

/** Adds an alias or changes its target; answers whether that made a difference. */
export async function putAlias(db: Queryable, { kind, name, target }: AliasRow): Promise<boolean> {
  const changed = await db.$executeRaw`
    INSERT INTO alias (kind, name, target) VALUES (${kind}, ${name}, ${target})
    ON CONFLICT (kind, name) DO UPDATE SET target = excluded.target WHERE alias.target <> excluded.target`;
  return changed > 0;
}

/** Takes an alias away; answers whether there was one. */
export async function deleteAlias(db: Queryable, { kind, name }: Omit<AliasRow, 'target'>): Promise<boolean> {
  return (await db.$executeRaw`DELETE FROM alias WHERE kind = ${kind} AND name = ${name}`) > 0;
}
