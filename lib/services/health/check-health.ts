import { readRevision } from '@/lib/db/read-revision';
import packageJson from '@/package.json' with { type: 'json' };
import type { ServiceContext } from '../context';

export interface Health {
  status: 'ok' | 'database-unreachable';
  version: string;
}

const patienceMs = 3000;

/** Whether the database answers, within three seconds. */
export async function checkHealth({ db }: ServiceContext): Promise<Health> {
  const { version } = packageJson;
  try {
    await Promise.race([readRevision(db), giveUp()]);
    return { status: 'ok', version };
  } catch {
    return { status: 'database-unreachable', version };
  }
}

const giveUp = () =>
  new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error('The database takes too long.')), patienceMs).unref();
  });
