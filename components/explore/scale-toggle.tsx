import { classNames } from '@/components/ui/class-names';
import type { View } from '@/lib/domain/view';

interface ScaleToggleProps {
  axis: 'x' | 'y';
  scale: View['xScale'];
  onChange: (scale: View['xScale']) => void;
}

/** Beside an axis title: linear from 0, or logarithmic. */
export function ScaleToggle({ axis, scale, onChange }: ScaleToggleProps) {
  const isLog = scale === 'log';
  return (
    <button
      type="button"
      aria-pressed={isLog}
      aria-label={`Logarithmic ${axis} axis`}
      title={isLog ? 'Logarithmic; click for linear from 0' : 'Linear from 0; click for logarithmic'}
      onClick={() => onChange(isLog ? 'linear' : 'log')}
      className={classNames(
        'rounded-sm border px-1.5 text-2xs leading-4.5 transition-colors',
        isLog ? 'border-accent bg-accent-soft text-ink' : 'border-line-strong text-muted hover:bg-hover hover:text-ink',
      )}
    >
      log
    </button>
  );
}
