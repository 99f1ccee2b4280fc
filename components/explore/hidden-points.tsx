import { Button } from '@/components/ui/button';
import { Disclosure } from '@/components/ui/disclosure';
import { Icon } from '@/components/ui/icon';
import { Popover } from '@/components/ui/popover';
import { formatCount } from '@/lib/units/format';
import type { HiddenPoints as Hidden } from '@/lib/domain/exploration';
import { origin } from '@/lib/domain/measurement';
import type { View } from '@/lib/domain/view';
import type { ChangeView } from './use-explore-view';

interface HiddenPointsProps {
  hidden: readonly Hidden[];
  view: View;
  change: ChangeView;
}

/** What is not on the chart, and why, in the filter rail; nothing goes missing silently. */
export function HiddenPoints(props: HiddenPointsProps) {
  const count = countOf(props.hidden);
  if (count === 0) return null;
  return (
    <Disclosure summary={`Hidden · ${formatCount(count)}`} open>
      <Reasons {...props} />
    </Disclosure>
  );
}

/** "50 of 57 points", with the reasons for the rest a click away. */
export function PointCount({ shown, total, ...rest }: HiddenPointsProps & { shown: number; total: number }) {
  const text = `${formatCount(shown)} of ${formatCount(total)} points`;
  if (rest.hidden.length === 0) return <p className="text-xs whitespace-nowrap text-muted">{text}</p>;
  return (
    <Popover
      trigger={
        <Button look="quiet" size="small" className="text-muted">
          {text}
          <Icon name="caret" size={11} />
        </Button>
      }
    >
      <Reasons {...rest} />
    </Popover>
  );
}

const countOf = (hidden: readonly Hidden[]) => hidden.reduce((sum, { count }) => sum + count, 0);

function Reasons({ hidden, view, change }: HiddenPointsProps) {
  return (
    <ul className="flex flex-col gap-1.5 text-xs text-muted">
      {hidden.map(({ reason, sentence }) => (
        <li key={reason}>
          {sentence}{' '}
          {reason === 'invalid' && !view.showInvalid && (
            <button type="button" className="text-accent hover:underline" onClick={() => change({ showInvalid: true })}>
              Show them
            </button>
          )}
          {reason === 'unmeasured' && (
            <button
              type="button"
              className="text-accent hover:underline"
              onClick={() => change({ filters: { ...view.filters, origin: [...origin.options] } })}
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
          {reason === 'filtered' && (
            <button type="button" className="text-accent hover:underline" onClick={() => change({ filters: {} })}>
              Drop all filters
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
