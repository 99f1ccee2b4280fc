import { derive } from '@/lib/domain/derive';
import type { Edit } from '@/lib/domain/edits/edit';
import type { Point } from '@/lib/domain/point';
import { formatCount, formatNumber } from '@/lib/units/format';
import { foresee } from './edit-draft';

/** What the numbers will be once this is saved: the ones that change. */
export function EditForesight({ points, set }: { points: readonly Point[]; set: Edit }) {
  const seen = foresee(points, set);
  if ('refusal' in seen) return <p className="text-xs text-danger">{seen.refusal}</p>;
  const after = seen.held.map(({ base }) => derive(base));
  const lines = [
    line(
      'GPUs',
      points.map(({ derived }) => derived.gpus),
      after.map(({ gpus }) => gpus),
      formatCount,
    ),
    line(
      'Output tok/s/GPU',
      points.map(({ derived }) => derived.outputTokensPerSPerGpu),
      after.map(({ outputTokensPerSPerGpu }) => outputTokensPerSPerGpu),
      formatNumber,
    ),
  ].filter((text) => text !== null);
  if (lines.length === 0) return null;
  return (
    <div role="status" className="rounded-md bg-sunken px-3 py-2">
      <p className="caption">What follows</p>
      {lines.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </div>
  );
}

/** "GPUs 2 → 4", "Output tok/s/GPU 50–100 → 25–50"; null where nothing changes. */
function line(
  name: string,
  before: readonly (number | null)[],
  after: readonly (number | null)[],
  format: (value: number) => string,
): string | null {
  if (before.every((value, index) => value === after[index])) return null;
  return `${name} ${range(before, format)} → ${range(after, format)}`;
}

function range(values: readonly (number | null)[], format: (value: number) => string): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return 'not known';
  const [low, high] = [Math.min(...known), Math.max(...known)].map(format);
  return low === high ? `${low}` : `${low} to ${high}`;
}
