/** Prisma: cannot reach, timed out reaching, connection closed, no connection to be had. */
const prismaCodes = new Set(['P1001', 'P1002', 'P1017', 'P2024']);
const causes =
  /\b(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|57P0[123]|08\d{3})\b|DatabaseNotReachable|ConnectionClosed|Connection terminated|connection timeout|Unable to start a transaction/i;

/** Whether the database is away rather than the query wrong. Told by codes, and by the words drivers wrap them in. */
export function isDatabaseUnreachable(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth++) {
    const code = 'code' in current ? String(current.code) : '';
    if (current.name === 'DriverAdapterError' || current.name.startsWith('PrismaClient')) {
      if (prismaCodes.has(code) || causes.test(current.message)) return true;
    }
  }
  return false;
}
