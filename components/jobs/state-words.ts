import type { BadgeTone } from '@/components/ui/badge';
import type { JobAttempt, JobLoad, JobSummary } from '@/lib/api/job-contracts';
import { isSettled, type JobPhase, type JobState } from '@/lib/domain/plan/job-state';
import { formatEstimate, formatSeconds } from '@/lib/units/format';

const phases: Record<JobPhase, { word: string; tone: BadgeTone }> = {
  queued: { word: 'queued', tone: 'neutral' },
  submitting: { word: 'submitting', tone: 'neutral' },
  waiting: { word: 'waiting', tone: 'neutral' },
  starting: { word: 'starting', tone: 'accent' },
  running: { word: 'running', tone: 'accent' },
  collecting: { word: 'collecting', tone: 'accent' },
  succeeded: { word: 'done', tone: 'good' },
  partial: { word: 'partly done', tone: 'warning' },
  failed: { word: 'failed', tone: 'invalid' },
  'timed-out': { word: 'timed out', tone: 'invalid' },
  cancelled: { word: 'cancelled', tone: 'neutral' },
  lost: { word: 'lost', tone: 'invalid' },
};

/** The one word of a state, and how it looks. */
export const phaseOf = ({ phase }: JobState) => phases[phase];

/** A job that is to end and has not yet says so, whatever it is doing. */
export const phaseOfJob = ({ state, desired }: Pick<JobSummary, 'state' | 'desired'>) =>
  desired === 'cancel' && !isSettled(state) ? { word: 'cancelling', tone: 'warning' as const } : phaseOf(state);

/** "TP2", and which try where it is not the first. */
export const attemptName = ({ label, try: number }: Pick<JobAttempt, 'label' | 'try'>): string =>
  number > 1 ? `${label}, try ${number}` : label;

/** "c 8", "5 req/s", "64 prompts": the load's knob as a row names it. */
export function loadWords({ maxConcurrency, requestRate, numPrompts }: JobLoad['load']): string {
  if (maxConcurrency !== null) return `concurrency ${maxConcurrency}`;
  if (requestRate !== 'inf') return `${requestRate} requests/s`;
  return `${numPrompts} prompts at once`;
}

/** "5 of 7 measured, 1 failed"; "5 measured" where the others were not needed. */
export function countWords(loads: JobSummary['loads'], state: JobState): string {
  const { done, failed, total } = loadsOfBar({ loads, state });
  const measured = total < loads.total ? `${done} measured` : `${done} of ${total} measured`;
  return failed > 0 ? `${measured}, ${failed} failed` : measured;
}

/** What a script says in passing, as a sentence; names and commands at its start stay as they are. */
export function sentenceOf(message: string): string {
  const begun = /^(?!vllm\b|nvidia)[a-z]+ /.test(message)
    ? message.charAt(0).toUpperCase() + message.slice(1)
    : message;
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

const loadPhases: Record<JobLoad['phase'], { word: string; tone: BadgeTone }> = {
  pending: { word: 'to come', tone: 'neutral' },
  running: { word: 'running', tone: 'accent' },
  done: { word: 'measured', tone: 'good' },
  failed: { word: 'failed', tone: 'invalid' },
  'left-out': { word: 'left out', tone: 'neutral' },
};
export const phaseOfLoad = ({ phase }: JobLoad) => loadPhases[phase];

/** What took how long, or about how long it will take. */
export function timeOfLoad({ phase, tookS, estimateS }: JobLoad): string {
  if (tookS !== null) return formatSeconds(tookS);
  return phase === 'pending' || phase === 'running' ? `about ${formatEstimate(estimateS)}` : '–';
}

/** "about 12 min left", or how long it will take once it is its turn; null where nothing is known or it is over. */
export function remainingWords({ remainingS, state }: Pick<JobSummary, 'remainingS' | 'state'>): string | null {
  if (remainingS === null || isSettled(state)) return null;
  return state.phase === 'queued'
    ? `takes about ${formatEstimate(remainingS)}`
    : `about ${formatEstimate(remainingS)} left`;
}

/** What a bar counts: loads an adaptive sweep did not need are no part of one that is done. */
export const loadsOfBar = ({ loads, state }: Pick<JobSummary, 'loads' | 'state'>): JobSummary['loads'] =>
  state.phase === 'succeeded' ? { ...loads, total: loads.done + loads.failed } : loads;

/** Whether a retry would have something to do. */
export function canRetry({ state, loads, adaptive }: Pick<JobSummary, 'state' | 'loads' | 'adaptive'>): boolean {
  if (!isSettled(state) || state.phase === 'succeeded') return false;
  return adaptive || loads.done < loads.total;
}
