/** What an adaptive sweep knows of one run of its full grid: what it was thought to take, and what it took. */
export interface RunCost {
  estimateS: number;
  /** null: it was not run. */
  actualS: number | null;
}

/**
 * GPU-hours an adaptive sweep has spent, and those it has spared against running its whole grid. Runs that were not
 * made count with their estimate, corrected by how far the estimates of the others were off (per deployment).
 */
export function sweepCost(deployments: { gpus: number; runs: RunCost[] }[]): {
  spentGpuHours: number;
  sparedGpuHours: number;
} {
  let spent = 0;
  let spared = 0;
  for (const { gpus, runs } of deployments) {
    const made = runs.filter((run) => run.actualS !== null);
    const actual = made.reduce((sum, run) => sum + run.actualS!, 0);
    const estimated = made.reduce((sum, run) => sum + run.estimateS, 0);
    const correction = estimated > 0 && actual > 0 ? actual / estimated : 1;
    const left = runs.filter((run) => run.actualS === null).reduce((sum, run) => sum + run.estimateS, 0);
    spent += (actual * gpus) / 3600;
    spared += (left * correction * gpus) / 3600;
  }
  return { spentGpuHours: spent, sparedGpuHours: spared };
}
