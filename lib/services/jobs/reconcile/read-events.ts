import { z } from 'zod';
import type { AttemptContext } from './attempt-context';
import { copyClientLog } from './copy-logs';
import { changeLoad, type Step } from './step';
import { takeResult } from './take-result';

const event = z.looseObject({
  at: z.string(),
  event: z.string(),
  load: z.string().optional(),
  reason: z.string().optional(),
  code: z.string().optional(),
  seconds: z.number().nonnegative().optional(),
});
type JobEvent = z.infer<typeof event>;

const pieceBytes = 256 * 1024;

const reasons: Readonly<Record<string, string>> = {
  deadline: 'It took longer than its deadline and was ended.',
  'server-exited': 'The server ended while it ran.',
  'server-unhealthy': 'The server did not answer any more.',
  'all-failed': 'None of its requests was answered.',
  'no-result': 'The client left no result.',
};

/** Why a load failed, in words. */
const failureOf = ({ reason, code }: JobEvent) =>
  reasons[reason ?? ''] ?? `The client ended with code ${code ?? 'unknown'}; its log says why.`;

/**
 * Takes in what the job's script has noted since the last time: loads begun, failed, and finished, whose results are
 * stored at once. Reading it again changes nothing.
 */
export async function readEvents(context: AttemptContext, step: Step): Promise<void> {
  const { runner, handle, attempt } = context;
  const offset = step.attempt.eventsOffset ?? attempt.eventsOffset;
  const { bytes } = await runner.readLog(handle, 'events.ndjson', offset, pieceBytes);
  const whole = bytes.subarray(0, bytes.lastIndexOf(10) + 1);
  for (const line of new TextDecoder().decode(whole).split('\n')) {
    const found = parse(line);
    if (found) await takeEvent(context, step, found);
  }
  if (whole.length > 0) step.attempt.eventsOffset = offset + whole.length;
}

function parse(line: string): JobEvent | null {
  try {
    return event.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

async function takeEvent(context: AttemptContext, step: Step, found: JobEvent): Promise<void> {
  const run = context.attempt.planned.runs.find(({ name }) => name === found.load);
  if (run === undefined) return;
  switch (found.event) {
    case 'load-started': {
      const at = new Date(found.at);
      changeLoad(step, run.name, { phase: 'running', startedAt: Number.isNaN(at.getTime()) ? new Date() : at });
      return;
    }
    case 'load-failed':
      await copyClientLog(context, run.name);
      changeLoad(step, run.name, { phase: 'failed', tookS: found.seconds ?? null, message: failureOf(found) });
      return;
    case 'load-finished': {
      const taken = await takeResult(context, run);
      await copyClientLog(context, run.name);
      if (taken === null) return;
      changeLoad(step, run.name, { ...taken.load, tookS: found.seconds ?? null });
      step.attempt.readBack = taken.readBack;
    }
  }
}
