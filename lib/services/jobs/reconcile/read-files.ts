import { readLog } from '../kept-logs';
import type { AttemptContext } from './attempt-context';

const mostBytes = 16 * 1024 * 1024;
/** A server says what it is at its start. */
const logHeadBytes = 2 * 1024 * 1024;

/** A file of an attempt's folder as text, secrets blotted out; null where it is not there or too large to be it. */
export async function readText(context: AttemptContext, path: string): Promise<string | null> {
  const bytes = await readBytes(context, path);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** The same as bytes. */
export async function readBytes(
  { runner, handle, redact }: AttemptContext,
  path: string,
  most = mostBytes,
): Promise<Uint8Array | null> {
  try {
    return redact(await runner.fetch(handle, path, most));
  } catch (error) {
    // No such file, or one beyond the cap; a target that cannot be reached is another matter.
    if (error instanceof Error && error.name === 'RangeError') return null;
    throw error;
  }
}

/** The beginning of the server's log, as it is kept here; null where there is none. */
export async function serverLogHead({ dataDir, job, attempt }: AttemptContext): Promise<string | null> {
  const name = { jobId: job.id, key: attempt.planned.key, tryNumber: attempt.tryNumber, stream: 'server' };
  const { bytes } = await readLog(dataDir, name, 0, logHeadBytes);
  return bytes.length === 0 ? null : new TextDecoder().decode(bytes);
}

/** The end of the server's log, where it says why it ended. */
export async function serverLogTail({ dataDir, job, attempt }: AttemptContext): Promise<string> {
  const name = { jobId: job.id, key: attempt.planned.key, tryNumber: attempt.tryNumber, stream: 'server' };
  const { size } = await readLog(dataDir, name, 0, 0);
  const { bytes } = await readLog(dataDir, name, Math.max(0, size - logHeadBytes), logHeadBytes);
  return new TextDecoder().decode(bytes);
}
