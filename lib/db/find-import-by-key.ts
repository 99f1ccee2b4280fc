import { z } from 'zod';
import type { Queryable } from './database';

const rows = z.array(z.object({ request_sha256: z.string().nullable(), result: z.unknown() })).max(1);

/** The import that was sent with this idempotency key: what it brought, and what was answered. */
export async function findImportByKey(
  db: Queryable,
  key: string,
): Promise<{ requestSha256: string | null; result: unknown } | null> {
  const [row] = rows.parse(
    await db.$queryRaw`SELECT request_sha256, result FROM import WHERE idempotency_key = ${key}`,
  );
  return row === undefined ? null : { requestSha256: row.request_sha256, result: row.result };
}
