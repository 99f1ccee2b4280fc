import { getDatabase } from '@/lib/db/client';
import type { ServiceContext } from '@/lib/services/context';
import { readSecrets, type Secrets } from './auth/secrets';
import { readEnv } from './env';

/** What handlers and pages are handed; services take it as their context. */
export interface ServerContext extends ServiceContext {
  secrets: Secrets;
  allowedHosts: readonly string[];
}

/** Made anew for each request: what lives longer is in the environment, the data folder and the database. */
export async function readServerContext(): Promise<ServerContext> {
  const { dataDir, token, allowedHosts } = readEnv();
  return { db: getDatabase(), dataDir, allowedHosts, secrets: await readSecrets({ dataDir, token }) };
}

/** Answers are held against their contract while developing and testing; in production they are trusted. */
export const checksAnswers = () => process.env.NODE_ENV !== 'production';
