import { formatCount } from '@/lib/units/format';
import type { MeasuredLoad } from '../curves';

/** What a reader must know of the load an answer recommends: repeats, queueing, other doubts. */
export function caveatsOf({ representative, repeats }: MeasuredLoad): string[] {
  const { flags } = representative.point;
  const caveats = repeats.length > 1 ? [`Median of ${formatCount(repeats.length)} repeats.`] : [];
  const queued = flags.find(({ code }) => code === 'queued');
  if (queued) caveats.push(`There, ${queued.message.charAt(0).toLowerCase()}${queued.message.slice(1)}`);
  const doubts = flags.filter(({ code, severity }) => severity === 'warning' && code !== 'queued');
  return [...caveats, ...doubts.map(({ message }) => `A doubt: ${message}`)];
}
