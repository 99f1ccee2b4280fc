import { doneIn, isSettled, type JobState } from './job-state';
import type { Observation, Seen } from './observation';
import { settle } from './settle';

type Counts = { done: number; failed: number; total: number };

function countsIn(state: JobState): Counts {
  if (!('total' in state)) return { done: 0, failed: 0, total: 0 };
  return { done: state.done, failed: state.failed, total: state.total };
}

/**
 * The state after an observation at `now` (ISO, UTC). Pure and total. Settled states stay; nothing heard, or a word
 * nobody knows, keeps the last phase; loads done never become fewer. A state that stays what it is keeps its `since`.
 */
export function nextState(state: JobState, observation: Observation, now: string): JobState {
  if (isSettled(state)) return state;
  switch (observation.kind) {
    case 'unreachable':
      return state;
    case 'submitting':
      return state.phase === 'queued' ? { phase: 'submitting', since: now } : state;
    case 'refused':
      return {
        phase: 'failed',
        since: now,
        ...countsIn(state),
        reason: observation.reason,
        message: observation.message,
      };
    case 'withdrawn':
      return state.phase === 'queued' || state.phase === 'submitting'
        ? { phase: 'cancelled', since: now, ...countsIn(state) }
        : state;
    case 'ended':
      return collecting(state, now, { reason: observation.reason, message: observation.message });
    case 'collected':
      return state.phase === 'collecting' ? settle(state, observation.done, now) : state;
    case 'seen':
      return state.phase === 'collecting' ? state : keepSince(state, afterSeeing(state, observation, now));
  }
}

function collecting(state: JobState, now: string, why: { reason: string; message: string }, counts?: Counts): JobState {
  if (state.phase === 'collecting') return state;
  return { phase: 'collecting', since: now, ...(counts ?? countsIn(state)), ...why };
}

function afterSeeing(state: JobState, seen: Seen, now: string): JobState {
  const { exit, progress } = seen;
  if (exit) {
    const { done, failed, total, reason, message } = exit;
    return collecting(state, now, { reason, message }, { done: Math.max(done, doneIn(state)), failed, total });
  }
  switch (seen.native) {
    case 'unknown':
      return state;
    case 'waiting':
      return { phase: 'waiting', since: now, reason: seen.detail };
    case 'ended':
    case 'gone':
      return collecting(
        state,
        now,
        { reason: 'gone', message: 'It vanished without leaving word: it was killed, or the machine was restarted.' },
        progress ? atLeast(state, progress) : countsIn(state),
      );
    case 'active':
      if (!progress) return { phase: 'starting', since: now, step: 'placed' };
      if (progress.phase !== 'running')
        return { phase: 'starting', since: now, step: progress.current || progress.phase };
      return { phase: 'running', since: now, ...atLeast(state, progress), current: progress.current || null };
  }
}

/** The progress seen, but never fewer loads than were done already: an older file may be read after a newer one. */
function atLeast(state: JobState, { done, failed, total }: Counts): Counts {
  const before = countsIn(state);
  return {
    done: Math.max(before.done, done),
    failed: Math.max(before.failed, failed),
    total: Math.max(before.total, total),
  };
}

/** A job that was running does not fall back to starting, and what stays in its phase stays since then. */
function keepSince(before: JobState, after: JobState): JobState {
  if (before.phase === 'running' && after.phase === 'starting') return before;
  return before.phase === after.phase ? { ...after, since: before.since } : after;
}
