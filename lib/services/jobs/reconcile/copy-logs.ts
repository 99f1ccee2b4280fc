import { keepLog, logSize } from '../kept-logs';
import type { AttemptContext } from './attempt-context';

const pieceBytes = 4 * 1024 * 1024;
/** Of one log in one go; the rest comes in the next one, so that a flood of lines holds nothing else up. */
const piecesAtOnce = 8;

const sources = { job: 'log', server: 'server.log' } as const;

/**
 * Brings what is new of an attempt's logs here, to where the last time ended; `whole` brings all of it, also a last
 * line without an end. Answers whether anything was new.
 */
export async function copyLogs(context: AttemptContext, { whole }: { whole: boolean }): Promise<boolean> {
  let isNew = false;
  for (const stream of ['job', 'server'] as const)
    isNew = (await copyLog(context, stream, sources[stream], whole)) || isNew;
  return isNew;
}

/** The log of one load's client, once that has ended. */
export async function copyClientLog(context: AttemptContext, load: string): Promise<void> {
  await copyLog(context, `clients/${load}`, `clients/${load}.log`, true);
}

async function copyLog(context: AttemptContext, stream: string, source: string, whole: boolean): Promise<boolean> {
  const { dataDir, runner, handle, job, attempt, redact } = context;
  const name = { jobId: job.id, key: attempt.planned.key, tryNumber: attempt.tryNumber, stream };
  let offset = await logSize(dataDir, name);
  const start = offset;
  for (let piece = 0; whole || piece < piecesAtOnce; piece++) {
    const { bytes, size } = await runner.readLog(handle, source, offset, pieceBytes);
    const lines = cut(bytes, whole && offset + bytes.length >= size);
    if (lines.length === 0) break;
    await keepLog(dataDir, name, offset, redact(lines));
    offset += lines.length;
    if (offset >= size) break;
  }
  return offset > start;
}

/** At a line's end, so that no secret lies across two pieces; not where the line is longer than a piece. */
function cut(bytes: Uint8Array, isLast: boolean): Uint8Array {
  if (isLast || bytes.length === pieceBytes) {
    const newline = isLast ? -1 : bytes.lastIndexOf(10);
    return newline < 0 ? bytes : bytes.subarray(0, newline + 1);
  }
  return bytes.subarray(0, bytes.lastIndexOf(10) + 1);
}
