/** Who is killed around a job: the parts of Kneepoint, and the job's own script, which leads its processes. */
export const jobVictims = ['launcher', 'web', 'worker', 'database', 'leader'] as const;
export type JobVictim = (typeof jobVictims)[number];

/** One job and one kill. */
export interface JobRoundPlan {
  round: number;
  victim: JobVictim;
  /** When to kill, as a share of how long a job usually takes. */
  share: number;
}

/** As many rounds for each victim, in turn, at moments drawn over the whole of a job and a bit beyond. */
export function planJobRounds(each: number, random: () => number): JobRoundPlan[] {
  return Array.from({ length: each * jobVictims.length }, (_, i) => ({
    round: i + 1,
    victim: jobVictims[i % jobVictims.length]!,
    share: random() * 1.05,
  }));
}
