/** Who is killed around a job: the parts of Kneepoint, and the job's own script, which leads its processes. */
export const jobVictims = ['launcher', 'web', 'worker', 'database', 'leader'] as const;
export type JobVictim = (typeof jobVictims)[number];

/**
 * The life of a job, in order: before anything of it is on the target; its files are placed; machine and server are
 * made ready; a load is measured; a load has ended and its result is kept; all loads are done, and the job ends; its
 * script has ended, and what it left is fetched.
 */
export const moments = ['before', 'submitting', 'starting', 'inside', 'between', 'ending', 'collecting'] as const;
export type Moment = (typeof moments)[number];

/** One job and one kill. */
export interface JobRoundPlan {
  round: number;
  victim: JobVictim;
  /** Kill once the job has come here, */
  moment: Moment;
  /** for `inside` and `between`: with this load, counted from 0, */
  load: number;
  /** and after this share, from 0 up to 1, of what the moment usually takes. */
  share: number;
  /** The leader alone, or also the watchdog that would end the rest in its place. */
  withWatchdog: boolean;
}

/** Where a kill really fell: as planned, or a bit later. */
export interface Fall {
  at: number;
  moment: Moment;
  killed: boolean;
}

/** A leader does not live yet, or any more, at the others. */
const momentsOf = (victim: JobVictim) =>
  victim === 'leader' ? moments.filter((moment) => moment !== 'before' && moment !== 'collecting') : moments;

/** `each` rounds for every victim in turn, spread evenly over the moments, with `loads` loads to choose from. */
export function planJobRounds(each: number, loads: number, random: () => number): JobRoundPlan[] {
  const drawn = new Map(jobVictims.map((victim) => [victim, drawMoments(victim, each, random)]));
  return Array.from({ length: each * jobVictims.length }, (_, i) => {
    const victim = jobVictims[i % jobVictims.length]!;
    return {
      round: i + 1,
      victim,
      moment: drawn.get(victim)![Math.floor(i / jobVictims.length)]!,
      load: Math.floor(random() * loads),
      share: random(),
      withWatchdog: random() < 0.5,
    };
  });
}

/** Every moment as often as every other one, the rest and the order drawn. */
function drawMoments(victim: JobVictim, count: number, random: () => number): Moment[] {
  const drawn: Moment[] = [];
  while (drawn.length < count) {
    const shuffled = momentsOf(victim)
      .map((moment) => ({ moment, place: random() }))
      .toSorted((a, b) => a.place - b.place);
    drawn.push(...shuffled.map(({ moment }) => moment));
  }
  return drawn.slice(0, count);
}
