import { Badge } from '@/components/ui/badge';
import type { Exploration, LoadPoint, PlottedPoint } from '@/lib/domain/exploration';
import type { Metric } from '@/lib/domain/metric';
import { formatCount, formatMilliseconds, notReported } from '@/lib/units/format';
import { loadName, machineName, modelName, queuedPhrase, topologyName, withUnit } from './point-words';

interface PointTooltipProps {
  plotted: PlottedPoint;
  /** Set where the mark is the median of several repeats. */
  median: LoadPoint | null;
  axes: Pick<Exploration, 'x' | 'y'>;
}

export function PointTooltip({ plotted, median, axes }: PointTooltipProps) {
  const { point } = plotted;
  const { x, y } = median ?? plotted;
  const load = loadName(point);
  const ttft = point.latency.ttftMs?.median ?? null;
  const serious = point.flags.filter(({ severity }) => severity !== 'info');
  return (
    <div className="flex flex-col gap-1 text-xs">
      <p className="font-semibold">{modelName(point)}</p>
      <p className="text-muted">
        {machineName(point)} · {topologyName(point)}
      </p>
      <div className="grid grid-cols-[auto_auto] gap-x-4 whitespace-nowrap">
        <AxisRow metric={axes.y} value={y} />
        <AxisRow metric={axes.x} value={x} />
        <span className="text-muted">Load</span>
        <span className="text-right">{load ?? notReported}</span>
        {ttft !== null && ttft > 0 && (
          <>
            <span className="text-muted">Median TTFT</span>
            <span className="text-right">{formatMilliseconds(ttft)}</span>
          </>
        )}
      </div>
      {median !== null && <p className="text-muted">Median of {formatCount(median.ids.length)} repeats</p>}
      {plotted.faint && median === null && <p className="text-muted">One of several repeats</p>}
      {plotted.queued !== null && <p className="text-warning">{queuedPhrase(plotted.queued)}</p>}
      {serious.length > 0 && (
        <p className="flex flex-wrap gap-1">
          {serious.map(({ code, severity }) => (
            <Badge key={code} tone={severity}>
              {code}
            </Badge>
          ))}
        </p>
      )}
    </div>
  );
}

function AxisRow({ metric, value }: { metric: Metric; value: number }) {
  return (
    <>
      <span className="text-muted">{metric.label}</span>
      <span className="text-right font-semibold whitespace-nowrap">{metric.format(value)}</span>
    </>
  );
}

/** The tooltip as a sentence to be read out. */
export function describePoint({ plotted, median, axes }: PointTooltipProps): string {
  const { point } = plotted;
  const { x, y } = median ?? plotted;
  return [
    `${modelName(point)}, ${machineName(point)}, ${topologyName(point)}`,
    loadName(point),
    `${axes.y.label} ${withUnit(axes.y, y)}`,
    `${axes.x.label} ${withUnit(axes.x, x)}`,
    median === null ? null : `median of ${median.ids.length} repeats`,
    plotted.queued === null ? null : queuedPhrase(plotted.queued),
    plotted.invalid ? 'invalid' : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}
