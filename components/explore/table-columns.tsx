import type { ReactNode } from 'react';
import { SeriesMark } from '@/components/charts/series-mark';
import { Badge } from '@/components/ui/badge';
import type { Exploration, PlottedPoint } from '@/lib/domain/exploration';
import { closedLoopLoad, loadLabel } from '@/lib/domain/load';
import { findMetric } from '@/lib/domain/metrics';
import { formatCount } from '@/lib/units/format';
import { topologyName } from './point-words';

export interface Column {
  key: string;
  label: string;
  /** The whole meaning, as a tooltip. */
  title?: string;
  numeric: boolean;
  /** What rows are sorted by; null goes last either way. */
  sortBy: (row: PlottedPoint) => number | string | null;
  cell: (row: PlottedPoint) => ReactNode;
}

const alwaysShown = ['outputTokensPerS', 'medianTtftMs', 'inService'];

/** The columns of the table: what it is, the axes, and the metrics one asks for next. */
export function columnsOf({ x, y, facets, panels, rows }: Exploration): Column[] {
  const labels = new Map(
    facets.map(({ dimension, values }) => [dimension, new Map(values.map((v) => [v.value, v.label]))]),
  );
  const seriesByKey = new Map(panels.flatMap(({ series }) => series.map((one) => [one.key, one] as const)));
  const model = ({ point }: PlottedPoint) => labels.get('model')?.get(point.deployment.model ?? '?') ?? 'unknown';
  const gpu = ({ point }: PlottedPoint) => labels.get('gpu')?.get(point.deployment.hardware.gpu ?? '?') ?? 'unknown';
  const others = alwaysShown
    .flatMap((key) => findMetric(key) ?? [])
    .filter((metric) => metric !== x && metric !== y && rows.some(({ point }) => metric.value(point) !== null));
  return [
    {
      key: 'model',
      label: 'Model',
      numeric: false,
      sortBy: model,
      cell: (row) => {
        const series = seriesByKey.get(row.seriesKey);
        return (
          <span className="flex items-center gap-2">
            {series && <SeriesMark color={series.color} shape={series.shape} hollow={row.queued !== null} />}
            <span className="max-w-56 truncate">{model(row)}</span>
          </span>
        );
      },
    },
    { key: 'gpu', label: 'GPU', numeric: false, sortBy: gpu, cell: gpu },
    {
      key: 'gpus',
      label: 'GPUs',
      numeric: true,
      sortBy: ({ point }) => point.derived.gpus,
      cell: ({ point }) => (point.derived.gpus === null ? '–' : formatCount(point.derived.gpus)),
    },
    {
      key: 'topology',
      label: 'Topology',
      numeric: false,
      sortBy: ({ point }) => topologyName(point),
      cell: ({ point }) => topologyName(point),
    },
    {
      key: 'load',
      label: 'Load',
      numeric: true,
      sortBy: ({ point }) =>
        closedLoopLoad(point.load) ??
        (typeof point.load.requestRate === 'number' ? point.load.requestRate : point.load.numPrompts),
      cell: ({ point }) => loadLabel(point.load) || '–',
    },
    ...[x, y, ...others].map((metric): Column => ({
      key: metric.key,
      label: metric === x || metric === y ? metric.unit : metric.label,
      title: metric.title,
      numeric: true,
      sortBy: ({ point }) => metric.value(point),
      cell: ({ point }) => {
        const value = metric.value(point);
        return value === null ? '–' : metric.format(value);
      },
    })),
    {
      key: 'flags',
      label: 'Doubts',
      numeric: false,
      sortBy: ({ point }) => -point.flags.filter(({ severity }) => severity !== 'info').length,
      cell: ({ point }) => (
        <span className="flex gap-1">
          {point.flags
            .filter(({ code }) => code !== 'sample')
            .map(({ code, severity, message }) => (
              <Badge key={code} tone={severity} title={message}>
                {code}
              </Badge>
            ))}
        </span>
      ),
    },
  ];
}
