import { Disclosure } from '@/components/ui/disclosure';
import { formatCount } from '@/lib/units/format';
import type { HiddenPoints as Hidden } from '@/lib/domain/exploration';
import type { View } from '@/lib/domain/view';
import type { ChangeView } from './use-explore-view';

interface HiddenPointsProps {
  hidden: readonly Hidden[];
  view: View;
  change: ChangeView;
}

/** What is not on the chart, and why; nothing goes missing silently. */
export function HiddenPoints({ hidden, view, change }: HiddenPointsProps) {
  const count = hidden.reduce((sum, reason) => sum + reason.count, 0);
  if (count === 0) return null;
  return (
    <Disclosure summary={`Hidden · ${formatCount(count)}`} open>
      <ul className="flex flex-col gap-1.5 text-xs text-muted">
        {hidden.map(({ reason, sentence }) => (
          <li key={reason}>
            {sentence}{' '}
            {reason === 'invalid' && !view.showInvalid && (
              <button
                type="button"
                className="text-accent hover:underline"
                onClick={() => change({ showInvalid: true })}
              >
                Show them
              </button>
            )}
            {reason === 'log-scale' && (
              <button
                type="button"
                className="text-accent hover:underline"
                onClick={() => change({ xScale: 'linear', yScale: 'linear' })}
              >
                Linear axes
              </button>
            )}
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
