import type { ChaosKneepoint } from '../chaos-kneepoint';
import { createRandom } from '../plan-round';
import { jobVictims, planJobRounds } from './plan-job-round';
import { type JobRoundOutcome, refuseDoubles, runJobRound } from './run-job-round';

/** Kills around jobs, `each` times every victim; tells what fell where. Throws ChaosFailure at the first fault. */
export async function chaosOfJobs(
  kneepoint: ChaosKneepoint,
  { each, seed }: { each: number; seed: number },
  say: (sentence: string) => void,
): Promise<void> {
  const plans = planJobRounds(each, createRandom(seed));
  const outcomes: JobRoundOutcome[] = [];
  // The first one warms everything up.
  await runJobRound(kneepoint, null, 0, 0);
  let { tookMs: usualMs } = await runJobRound(kneepoint, null, 0, -1);
  say(`A job takes ${(usualMs / 1000).toFixed(1)} s. ${plans.length} rounds, seed ${seed}.`);
  try {
    for (const plan of plans) {
      const outcome = await runJobRound(kneepoint, plan, usualMs, plan.round);
      outcomes.push(outcome);
      // The machine may have had other things to do before; aiming beyond a job's end proves little.
      usualMs = Math.min(usualMs, outcome.tookMs);
    }
    await refuseDoubles(kneepoint, plans.length + 2);
  } finally {
    report(outcomes, plans.length, say);
  }
}

function report(outcomes: JobRoundOutcome[], rounds: number, say: (sentence: string) => void): void {
  for (const victim of jobVictims) {
    const own = outcomes.filter(({ plan }) => plan.victim === victim);
    const phases = [...new Set(own.map(({ fell }) => fell ?? 'not made'))].map(
      (phase) => `${own.filter(({ fell }) => (fell ?? 'not made') === phase).length} ${phase}`,
    );
    const retries = own.reduce((sum, outcome) => sum + outcome.retries, 0);
    say(`${victim}: ${own.length} kills (${phases.join(', ')}), ${retries} retries.`);
  }
  say(`${outcomes.length} passed, ${rounds - outcomes.length} failed`);
}
