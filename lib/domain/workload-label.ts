import { formatCount, formatPercent } from '@/lib/units/format';
import type { Workload } from './measurement';

function lengths(isl: number | null, osl: number | null): string | null {
  if (isl === null && osl === null) return null;
  if (isl === null) return `${formatCount(osl)} out`;
  if (osl === null) return `${formatCount(isl)} in`;
  return `${formatCount(isl)} in / ${formatCount(osl)} out`;
}

/**
 * A declared workload at two lengths: what it is ("ShareGPT", "random · 1,024 in / 128 out"), and with every further
 * declared field for where two of them read alike.
 */
export function workloadLabels(workload: Workload): string[] {
  const short = [workload.dataset, lengths(workload.isl, workload.osl)].filter((part) => part !== null);
  const long = [
    ...short,
    workload.lengthSpread ? `±${formatPercent(workload.lengthSpread)}` : null,
    workload.sharedPrefix ? `prefix ${formatCount(workload.sharedPrefix)}` : null,
    workload.burstiness === null ? null : `burstiness ${workload.burstiness}`,
    workload.ignoreEos === null ? null : workload.ignoreEos ? 'ignoring EOS' : 'ending at EOS',
    workload.temperature === null ? null : `temperature ${workload.temperature}`,
  ].filter((part) => part !== null);
  return [short.join(' · '), long.join(' · ')];
}

/** Label of a workload known only by what was achieved, mean tokens per request: "≈2,046 in / 62 out, achieved". */
export function achievedLabel(isl: number, osl: number): string {
  return `≈${lengths(Math.round(isl), Math.round(osl))}, achieved`;
}
