import type { z } from 'zod';
import type { healthResponse } from '@/lib/api/contracts';
import { readRevision } from '@/lib/db/read-revision';
import packageJson from '@/package.json' with { type: 'json' };
import type { ServiceContext } from '../context';

const patienceMs = 3000;

/** Whether the database answers, within three seconds. */
export async function checkHealth({ db }: ServiceContext): Promise<z.infer<typeof healthResponse>> {
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
