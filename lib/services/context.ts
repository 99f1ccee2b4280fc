import type { Database } from '@/lib/db/database';

/** What every use case is handed: the database and the folder the bytes lie in. */
export interface ServiceContext {
  db: Database;
  dataDir: string;
}
