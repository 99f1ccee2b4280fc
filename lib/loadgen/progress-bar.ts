import type { Progress } from './options';

const everyMs = 500;

/** Shows how far a run is on one line that is written again and again; twice a second at most, and at the end. */
export function progressBar(out: { write(text: string): unknown }): (progress: Progress) => void {
  const startedMs = performance.now();
  let shownMs = -Infinity;
  return ({ finished, failed, total }) => {
    const nowMs = performance.now();
    if (finished < total && nowMs - shownMs < everyMs) return;
    shownMs = nowMs;
    const percent = Math.floor((100 * finished) / total);
    const perSecond = (finished / Math.max(1, nowMs - startedMs)) * 1000;
    const failures = failed > 0 ? `, ${failed} failed` : '';
    out.write(`\r${String(percent).padStart(3)}% ${finished}/${total} [${perSecond.toFixed(2)}it/s${failures}]`);
    if (finished === total) out.write('\n');
  };
}
