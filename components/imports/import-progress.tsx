import { Progress } from 'radix-ui';
import type { ImportProgress as Step } from '@/lib/api/import-contracts';
import { formatBytes, formatCount } from '@/lib/units/format';

/** How far an upload is: bytes on their way, then files read, then the database at work. */
export function ImportProgress({ step }: { step: Step | null }) {
  const { share, text } = describe(step);
  return (
    <div className="flex min-w-0 items-center gap-2">
      <Progress.Root
        value={share === null ? null : share * 100}
        aria-label="Progress"
        className="h-1.5 w-16 sm:w-32 shrink-0 overflow-hidden rounded-full bg-hover"
      >
        <Progress.Indicator
          className={share === null ? 'h-full w-1/2 animate-pulse bg-accent' : 'h-full bg-accent transition-[width]'}
          style={share === null ? undefined : { width: `${share * 100}%` }}
        />
      </Progress.Root>
      <span className="min-w-0 text-xs text-muted">{text}</span>
    </div>
  );
}

function describe(step: Step | null): { share: number | null; text: string } {
  if (step === null) return { share: null, text: 'Beginning…' };
  if (step.phase === 'storing') return { share: null, text: 'Storing…' };
  if (step.phase === 'reading') {
    return {
      share: step.total > 0 ? step.done / step.total : null,
      text: `Reading ${formatCount(step.done)} of ${formatCount(step.total)} ${step.total === 1 ? 'file' : 'files'}`,
    };
  }
  const isSent = step.sent >= step.total;
  return {
    share: isSent ? null : step.sent / step.total,
    text: isSent ? 'Sent; reading…' : `Sending ${formatBytes(step.sent)} of ${formatBytes(step.total)}`,
  };
}
