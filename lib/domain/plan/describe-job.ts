import type { JobProgress } from './job-record';
import { isSettled, type JobState } from './job-state';

export interface DescribedJob {
  state: JobState;
  progress: JobProgress;
  target: string;
  desired: 'run' | 'cancel';
  adaptive: boolean;
  /** Jobs before it on its target; null where it does not wait. */
  queuePosition: number | null;
}

const steps: Readonly<Record<string, string>> = {
  placed: 'about to begin',
  preflight: 'looking at the machine',
  starting: 'starting',
  server: 'starting the server',
  endpoint: 'looking at the endpoint',
};

/** Not where a name or an abbreviation begins it. */
const lower = (text: string) => (/^[A-Z][a-z' ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);
const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** A job's state in one sentence: "Running, 3 of 28 loads measured: TP2, concurrency 8." */
export function describeJob(job: DescribedJob): string {
  const words = wordsOf(job);
  if (job.desired === 'cancel' && !isSettled(job.state)) return `Being cancelled. So far: ${lower(words)}`;
  return words;
}

function wordsOf({ state, progress, target, adaptive, queuePosition }: DescribedJob): string {
  const { done, failed, total } = progress.loads;
  const measured = `${done} of ${total} loads measured${failed > 0 ? `, ${failed} failed` : ''}`;
  const current = progress.current === null ? '' : `: ${progress.current}`;
  switch (state.phase) {
    case 'queued':
      if (queuePosition === null || queuePosition === 0) return `Next on ${target}.`;
      return `Waits on ${target}; ${queuePosition === 1 ? 'one job is' : `${queuePosition} jobs are`} before it.`;
    case 'submitting':
      return `Being placed on ${target}${current}.`;
    case 'waiting':
      return sentence(`Waits: ${state.reason}`);
    case 'starting':
      return `${progress.current ?? 'The deployment'} is ${steps[state.step] ?? 'starting'}.`;
    case 'running':
      return `Running, ${measured}${current}.`;
    case 'collecting':
      return `Fetching what is left, ${measured}.`;
    case 'succeeded':
      return adaptive && done < total
        ? `Done: ${done} ${done === 1 ? 'load' : 'loads'} measured, ${total - done} not needed.`
        : `Done: ${measured}.`;
    case 'cancelled':
      return `Cancelled, ${measured}.`;
    case 'partial':
      return sentence(`Ended with ${measured}${state.message ? `: ${lower(state.message)}` : ''}`);
    case 'failed':
      return sentence(`Failed: ${lower(state.message || state.reason)}`);
    case 'timed-out':
      return sentence(`Timed out: ${lower(state.message || state.reason)}`);
    case 'lost':
      return sentence(`Lost: ${lower(state.message || state.reason)}`);
  }
}
