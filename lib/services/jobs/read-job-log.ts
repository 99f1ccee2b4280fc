import { createReadStream, existsSync } from 'node:fs';
import type { AttemptRow, WholeJob } from '@/lib/db/jobs/job-row';
import { isSettled } from '@/lib/domain/plan/job-state';
import type { ServiceContext } from '../context';
import { AppError } from '../errors';
import { findWholeJob } from './find-whole-job';
import { logFile, type LogName, readLog } from './kept-logs';

export interface LogRequest {
  stream: 'job' | 'server' | 'client';
  attempt?: string;
  try?: number;
  load?: string;
  offset: number;
  limit: number;
}

/** A piece of a log from a byte on, cut at a line's end where there is one; a negative offset counts from the end. */
export async function readJobLog(context: ServiceContext, id: string, asked: LogRequest) {
  const job = await findWholeJob(context, id);
  const attempt = chosenAttempt(job, asked);
  const { stream } = asked;
  if (attempt === null)
    return { attempt: null, try: null, stream, offset: 0, next: 0, size: 0, text: '', ended: isSettled(job.state) };
  const name = logName(job.id, attempt, asked);
  const from =
    asked.offset >= 0 ? asked.offset : Math.max(0, (await readLog(context.dataDir, name, 0, 0)).size + asked.offset);
  const { bytes, size } = await readLog(context.dataDir, name, from, asked.limit);
  const piece = atLineEnd(bytes);
  const next = Math.min(from, size) + piece.length;
  return {
    attempt: attempt.planned.key,
    try: attempt.tryNumber,
    stream,
    offset: Math.min(from, size),
    next,
    size,
    text: new TextDecoder().decode(piece),
    ended: isSettled(attempt.state) && next >= size,
  };
}

/** A whole log as a stream of its bytes; refuses with `not-found` where there is none. */
export async function openJobLog(context: ServiceContext, id: string, asked: LogRequest) {
  const job = await findWholeJob(context, id);
  const attempt = chosenAttempt(job, asked);
  const path = attempt && logFile(context.dataDir, logName(job.id, attempt, asked));
  if (path === null || !existsSync(/* turbopackIgnore: true */ path))
    throw new AppError('not-found', 'There is no such log yet.');
  return {
    bytes: createReadStream(/* turbopackIgnore: true */ path),
    name: `${job.id}-${attempt!.planned.key}-${asked.stream}.log`,
  };
}

function chosenAttempt({ attempts }: WholeJob, { attempt: key, try: tryNumber }: LogRequest): AttemptRow | null {
  const fitting = attempts.filter(
    ({ planned, tryNumber: own }) =>
      (key === undefined || planned.key === key) && (tryNumber === undefined || own === tryNumber),
  );
  if (key !== undefined && fitting.length === 0) throw new AppError('not-found', 'The job has no such attempt.');
  const started = fitting.filter(({ startedAt }) => startedAt !== null);
  return started.sort((a, b) => a.startedAt!.getTime() - b.startedAt!.getTime()).at(-1) ?? null;
}

function logName(jobId: string, { planned, tryNumber, loads }: AttemptRow, { stream, load }: LogRequest): LogName {
  const name = { jobId, key: planned.key, tryNumber };
  if (stream !== 'client') return { ...name, stream };
  const known = loads.find((one) => one.name === load);
  if (known === undefined) throw new AppError('bad-request', 'load: name a load of this attempt, such as 0001.');
  return { ...name, stream: `clients/${known.name}` };
}

/** Whole lines, where the piece has any; a longer line comes in parts, cut between characters. */
function atLineEnd(bytes: Uint8Array): Uint8Array {
  const newline = bytes.lastIndexOf(10);
  if (newline >= 0) return bytes.subarray(0, newline + 1);
  let end = bytes.length;
  while (end > bytes.length - 4 && end > 0 && (bytes[end - 1]! & 0xc0) === 0x80) end--;
  if (end > 0 && bytes[end - 1]! >= 0xc0) end--;
  else end = bytes.length;
  return end === 0 ? bytes : bytes.subarray(0, end);
}
