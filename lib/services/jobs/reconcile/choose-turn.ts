import type { AttemptRow, WholeJob } from '@/lib/db/jobs/job-row';
import { nextStep } from '@/lib/domain/plan/adaptive';
import { laddersOf, type PlannedLadder, triedFrom } from '@/lib/domain/plan/adaptive-plan';
import type { AdaptiveSettings } from '@/lib/domain/plan/adaptive-settings';
import { lastTries } from '@/lib/domain/plan/job-progress';
import type { LoadFigures, Turn } from '@/lib/domain/plan/job-record';
import type { AdaptiveDeployment, Purpose, TriedLoad } from '@/lib/domain/plan/tried-load';
import { trackedAttempts } from '../tracked-attempts';

/**
 * What an adaptive attempt is told next, out of what it and the other deployments of the job have shown: a run of the
 * load the stepper asks for, one for each repeat, ladder by ladder; and the end when no ladder asks for more.
 */
export function chooseTurn(job: WholeJob, attempt: AttemptRow): Turn {
  const settings = job.plan.request.loads as AdaptiveSettings;
  const endings: string[] = [];
  for (const [index, ladder] of laddersOf(attempt.planned).entries()) {
    const repeat = unaskedRepeat(attempt, ladder);
    if (repeat) return repeat;
    const own = deploymentOf(job, attempt, ladder);
    const step = nextStep(own, rivals(job, attempt, index), settings);
    if (step.kind === 'load') {
      const run = ladder.runsAt(step.load).find(({ name }) => !isAsked(attempt, name));
      if (run) return { kind: 'load', name: run.name, purpose: step.purpose, message: step.message };
      // It was asked for and has left nothing behind to go by: no word would bring more.
      endings.push(step.message);
    } else endings.push(step.message);
  }
  return { kind: 'end', message: [...new Set(endings)].join(' ') };
}

const isAsked = ({ turns }: AttemptRow, name: string) =>
  turns.some((turn) => turn.kind === 'load' && turn.name === name);

/** A load is measured with all its repeats before the next one is chosen. */
function unaskedRepeat(attempt: AttemptRow, ladder: PlannedLadder): Turn | null {
  for (const load of ladder.rungs) {
    const runs = ladder.runsAt(load);
    const first = runs.find(({ name }) => isAsked(attempt, name));
    const next = first && runs.find(({ name }) => !isAsked(attempt, name));
    if (next)
      return { kind: 'load', name: next.name, purpose: purposeOf(attempt, first.name), message: 'Another repeat.' };
  }
  return null;
}

function purposeOf({ turns }: AttemptRow, name: string): Purpose {
  const turn = turns.find((one) => one.kind === 'load' && one.name === name);
  return turn?.kind === 'load' ? turn.purpose : 'climb';
}

/** The same ladder of the other deployments. */
function rivals(job: WholeJob, attempt: AttemptRow, index: number): AdaptiveDeployment[] {
  const last = new Map(
    lastTries(trackedAttempts(job.attempts)).map(({ planned, tryNumber }) => [planned.key, tryNumber]),
  );
  return job.attempts
    .filter(({ planned, tryNumber }) => planned.key !== attempt.planned.key && last.get(planned.key) === tryNumber)
    .flatMap((other) => {
      const ladder = laddersOf(job.plan.attempts.find(({ key }) => key === other.planned.key)!)[index];
      return ladder ? [deploymentOf(job, other, ladder)] : [];
    });
}

/** A deployment with all that was tried of it, by whatever try. */
function deploymentOf(job: WholeJob, attempt: AttemptRow, ladder: PlannedLadder): AdaptiveDeployment {
  const { key, label, gpus } = attempt.planned;
  const whole = laddersOf(job.plan.attempts.find((planned) => planned.key === key)!).find(
    ({ workload }) => workload.name === ladder.workload.name,
  );
  const rungs = whole?.rungs ?? ladder.rungs;
  const tries = job.attempts.filter(({ planned }) => planned.key === key);
  const tried = rungs.flatMap(
    (load) =>
      triedLoad(
        load,
        (whole ?? ladder).runsAt(load).map((run) => run.key),
        tries,
        attempt,
      ) ?? [],
  );
  return { key, label, gpus: gpus ?? 1, rungs, tried };
}

function triedLoad(load: number, keys: string[], tries: AttemptRow[], attempt: AttemptRow): TriedLoad | null {
  const rows = tries.flatMap((one) => one.loads.filter(({ key }) => keys.includes(key)).map((row) => ({ one, row })));
  const done = rows.filter(({ row }) => row.phase === 'done');
  // What an earlier try failed at is what this one is for.
  const failed = rows.filter(({ one, row }) => row.phase === 'failed' && one.tryNumber === attempt.tryNumber);
  if (done.length === 0 && failed.length === 0) return null;
  const { one, row } = done[0] ?? failed[0]!;
  return triedFrom(
    load,
    purposeOf(one, row.name),
    done.flatMap(({ row: { figures } }) => (figures ? [measured(figures)] : [])),
  );
}

/** Figures kept with a load, in the shape of a measurement. */
function measured(figures: LoadFigures) {
  const only = (median: number | null) => (median === null ? null : { median });
  return {
    derived: {
      outputTokensPerSPerGpu: figures.outputTokensPerSPerGpu,
      inService: figures.inService === null ? null : { value: figures.inService },
    },
    latency: { tpotMs: only(figures.medianTpotMs), ttftMs: only(figures.medianTtftMs) },
  } as Parameters<typeof triedFrom>[2][number];
}
