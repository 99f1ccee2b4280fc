import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Which log of which try at which deployment. */
export interface LogName {
  jobId: string;
  key: string;
  tryNumber: number;
  /** "job", "server", or "clients/0001". */
  stream: string;
}

/** Logs lie below the data folder as they came, secrets blotted out, byte for byte at the place they had. */
export function logFile(dataDir: string, { jobId, key, tryNumber, stream }: LogName): string {
  return join(dataDir, 'jobs', jobId, `${key}.${tryNumber}`, `${stream}.log`);
}

/** Bytes there are of a log; 0 where there is none. */
export async function logSize(dataDir: string, name: LogName): Promise<number> {
  const found = await stat(logFile(dataDir, name)).catch(() => null);
  return found?.size ?? 0;
}

/** Keeps bytes at their place: doing it twice, or by two workers at once, leaves what doing it once does. */
export async function keepLog(dataDir: string, name: LogName, offset: number, bytes: Uint8Array): Promise<void> {
  const path = logFile(dataDir, name);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const handle = await open(path, 'r+').catch(() => open(path, 'w+', 0o600));
  try {
    await handle.write(bytes, 0, bytes.length, offset);
  } finally {
    await handle.close();
  }
}

/** Removes every log of a job; there may be none. */
export async function removeLogs(dataDir: string, jobId: string): Promise<void> {
  await rm(join(dataDir, 'jobs', jobId), { recursive: true, force: true });
}

/** Up to `limit` bytes of a log from `offset` on, and its size. */
export async function readLog(
  dataDir: string,
  name: LogName,
  offset: number,
  limit: number,
): Promise<{ bytes: Uint8Array; size: number }> {
  const handle = await open(logFile(dataDir, name), 'r').catch(() => null);
  if (handle === null) return { bytes: new Uint8Array(), size: 0 };
  try {
    const { size } = await handle.stat();
    const length = Math.max(0, Math.min(limit, size - offset));
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, offset);
    return { bytes: buffer.subarray(0, bytesRead), size };
  } finally {
    await handle.close();
  }
}
