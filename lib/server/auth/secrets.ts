import { createHash, createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** What signs sessions and what programs show. */
export interface Secrets {
  /** Signs cookies and one-time links. */
  key: Uint8Array;
  /** The bearer token. */
  token: string;
  /** Tells this instance's cookie from another's on the same host name: browsers do not tell ports apart. */
  instance: string;
}

/** The token's file in the data folder, readable by its owner alone. */
export const tokenFile = (dataDir: string) => join(dataDir, 'token');
const keyFile = (dataDir: string) => join(dataDir, 'session-key');

/**
 * The secrets of this instance: from `KNEEPOINT_TOKEN` if given, so that several web processes agree, else from the
 * data folder, where they are made on first use.
 */
export async function readSecrets({ dataDir, token }: { dataDir: string; token: string | null }): Promise<Secrets> {
  if (token !== null) return toSecrets(createHmac('sha256', token).update('session key').digest(), token);
  const [key, stored] = await Promise.all([readOrCreate(keyFile(dataDir)), readOrCreate(tokenFile(dataDir))]);
  return toSecrets(Buffer.from(key, 'base64url'), stored);
}

function toSecrets(key: Uint8Array, token: string): Secrets {
  return { key, token, instance: createHash('sha256').update('instance').update(key).digest('hex').slice(0, 8) };
}

async function readOrCreate(path: string): Promise<string> {
  const found = await readIfThere(path);
  if (found !== null) return found;
  await createOnce(path, randomBytes(32).toString('base64url'));
  return readFile(path, 'utf8').then((text) => text.trim());
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Whole or not at all, and by one process only: written aside, then given its name, which fails if it is taken. */
async function createOnce(path: string, content: string): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
  const handle = await open(/* turbopackIgnore: true */ aside, 'wx', 0o600);
  try {
    await handle.writeFile(`${content}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(aside, path);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    await unlink(aside);
  }
}

const isCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code;
