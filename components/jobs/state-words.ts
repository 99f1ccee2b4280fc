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

/** "about 12 min left"; null where nothing is known or it is over. */
export function remainingWords({ remainingS, state }: Pick<JobSummary, 'remainingS' | 'state'>): string | null {
  return remainingS === null || isSettled(state) ? null : `about ${formatEstimate(remainingS)} left`;
}

/** Whether a retry would have something to do. */
export function canRetry({ state, loads, adaptive }: Pick<JobSummary, 'state' | 'loads' | 'adaptive'>): boolean {
  if (!isSettled(state) || state.phase === 'succeeded') return false;
  return adaptive || loads.done < loads.total;
}
