import type { ChaosKneepoint } from '../chaos-kneepoint';
import { createRandom } from '../plan-round';
import { loadsPerJob } from './chaos-job';
import { jobVictims, moments, planJobRounds } from './plan-job-round';
import { type JobRoundOutcome, type Lengths, measureMoments, runJobRound } from './run-job-round';

type Say = (sentence: string) => void;

/**
 * Kills around jobs, `each` times every victim; tells what fell where. A round is mostly waiting, so each Kneepoint takes
 * the next one as it comes. Throws ChaosFailure at the first fault.
 */
export async function chaosOfJobs(
  kneepoints: readonly ChaosKneepoint[],
  { each, seed }: { each: number; seed: number },
  say: Say,
): Promise<void> {
  const plans = planJobRounds(each, loadsPerJob, createRandom(seed));
  const [lengths] = await Promise.all(kneepoints.map((kneepoint) => measureMoments(kneepoint, 0)));
  if (lengths === undefined) throw new Error('There is no Kneepoint to kill.');
  say(`${plans.length} rounds, seed ${seed}. Milliseconds a job takes: ${inWords(lengths)}.`);
  const outcomes: JobRoundOutcome[] = [];
  const left = [...plans];
  const takeRounds = async (kneepoint: ChaosKneepoint) => {
    try {
      for (let plan = left.shift(); plan !== undefined; plan = left.shift()) {
        outcomes.push(await runJobRound(kneepoint, plan, lengths));
      }
    } finally {
      // After a fault nobody begins another round.
      left.length = 0;
    }
  };
  const ends = await Promise.allSettled(kneepoints.map(takeRounds));
  report(outcomes, plans.length, say);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

const inWords = (lengths: Lengths) => moments.map((moment) => `${moment} ${lengths[moment].toFixed(0)}`).join(', ');

const falls = [...moments, 'ended', 'not made'] as const;

/** A line a victim: how many kills fell where. */
function report(outcomes: JobRoundOutcome[], rounds: number, say: Say): void {
  for (const victim of jobVictims) {
    const own = outcomes.filter((outcome) => outcome.victim === victim);
    const counts = falls.flatMap((fall) => {
      const count = own.filter(({ fell }) => fell === fall).length;
      return count === 0 ? [] : [`${count} ${fall}`];
    });
    const waited = own.filter(({ resultWaited }) => resultWaited).length;
    const retries = own.reduce((sum, outcome) => sum + outcome.retries, 0);
    say(
      `${victim}: ${own.length} kills (${counts.join(', ')}), ${waited} of them with a result not stored yet, ${retries} retries.`,
    );
  }
  say(`${outcomes.length} passed, ${rounds - outcomes.length} failed`);
}
