import { classNames } from '@/components/ui/class-names';
import type { JobSummary } from '@/lib/api/job-contracts';

interface LoadBarProps {
  loads: JobSummary['loads'];
  label: string;
  slim?: boolean;
}

/** How many of the loads are measured, and how many failed. */
export function LoadBar({ loads: { done, failed, total }, label, slim }: LoadBarProps) {
  const share = (count: number) => `${total === 0 ? 0 : (100 * count) / total}%`;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      aria-valuetext={`${done} of ${total} measured${failed > 0 ? `, ${failed} failed` : ''}`}
      className={classNames('flex w-full overflow-hidden rounded-full bg-hover', slim ? 'h-1' : 'h-1.5')}
    >
      <div className="h-full bg-accent transition-[width]" style={{ width: share(done) }} />
      <div className="h-full bg-danger transition-[width]" style={{ width: share(failed) }} />
    </div>
  );
}
