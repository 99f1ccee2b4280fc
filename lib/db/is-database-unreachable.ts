/** Prisma: cannot reach, timed out reaching, connection closed, no connection to be had, no transaction in time. */
const codes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028']);
const kinds = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);
const words =
  /ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|\b57P0[123]\b|\b08\d{3}\b|reach database server|closed the connection|connection (was )?(terminated|closed|ended)|connection timeout|exceeded when trying to connect/i;

/**
 * Whether the database is away rather than the query wrong. Told by codes, by what the driver calls it, and, since
 * raw queries wrap everything alike, by the words around it.
 */
export function isDatabaseUnreachable(error: unknown): boolean {
  if (!(error instanceof Error) || !isPrismas(error)) return false;
  const { code, meta } = error as Error & {
    code?: unknown;
    meta?: { driverAdapterError?: { cause?: { kind?: string } } };
  };
  const kind = meta?.driverAdapterError?.cause?.kind;
  return codes.has(String(code)) || (kind !== undefined && kinds.has(kind)) || words.test(error.message);
}

/** Prisma's own errors, and the driver's, which it passes on with its version written on them. */
function isPrismas(error: Error): boolean {
  return /^(PrismaClient|DriverAdapterError)/.test(error.name) || 'clientVersion' in error;
}
