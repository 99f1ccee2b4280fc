import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client';
import type { Database } from './database';

const held = globalThis as typeof globalThis & { kneepointDatabase?: Database };

/**
 * The one database client of this process. Next evaluates modules several times in a process, so it is kept on
 * `globalThis`; it connects on first use. Throws when `DATABASE_URL` is missing: the launcher sets it for its children.
 */
export function getDatabase(): Database {
  held.kneepointDatabase ??= createDatabase(readDatabaseUrl());
  return held.kneepointDatabase;
}

/** Ends the client of this process, if there is one; the next `getDatabase` makes another. */
export async function closeDatabase(): Promise<void> {
  const database = held.kneepointDatabase;
  delete held.kneepointDatabase;
  await database?.$disconnect();
}

/** A client of its own for `url`, to be ended by whoever asked for it. */
export function createDatabase(url: string): Database {
  return new PrismaClient({
    adapter: new PrismaPg(
      { connectionString: url, max: 5, connectionTimeoutMillis: 10_000 },
      // An idle connection that breaks, when the database restarts, must not end the process.
      { onPoolError: () => undefined, onConnectionError: () => undefined },
    ),
  });
}

function readDatabaseUrl(): string {
  const url = process.env.DATABASE_URL;
  if (url === undefined || url === '') throw new Error('DATABASE_URL is not set: start Kneepoint with `npm start`.');
  return url;
}
