'use client';

import { Select, type SelectGroup } from '@/components/ui/select';
import { type Metric, metrics } from '@/lib/domain/metrics';

const kinds: { kind: Metric['kind']; label: string }[] = [
  { kind: 'throughput', label: 'Throughput' },
  { kind: 'speed', label: 'Speed of one user' },
  { kind: 'latency', label: 'Latency' },
  { kind: 'load', label: 'Load' },
  { kind: 'other', label: 'Other' },
];

const groups: SelectGroup<string>[] = kinds.map(({ kind, label }) => ({
  label,
  options: metrics
    .filter((metric) => metric.kind === kind)
    .map(({ key, label: name, formula }) => ({ value: key, label: name, description: formula })),
}));
/** The choice to let the points decide. */
const automatic = 'auto';
const withAutomatic: SelectGroup<string>[] = [
  {
    label: null,
    options: [
      {
        value: automatic,
        label: 'Best definition of speed',
        description: 'the most preferred one that most points have',
      },
    ],
  },
  ...groups,
];

interface MetricSelectProps {
  axis: 'x' | 'y';
  metric: Metric;
  /** null: chosen by the points. Only x has that choice. */
  chosen: string | null;
  onChange: (key: string | null) => void;
}

/** The axis title, and the place to change the axis. */
export function MetricSelect({ axis, metric, chosen, onChange }: MetricSelectProps) {
  return (
    <Select
      look="quiet"
      label={`${axis} axis: ${metric.title}`}
      value={chosen ?? automatic}
      groups={axis === 'x' ? withAutomatic : groups}
      onChange={(key) => onChange(key === automatic ? null : key)}
      className="-mx-2"
    >
      {metric.title}
    </Select>
  );
}
