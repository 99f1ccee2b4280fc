'use client';

import { memo, useMemo } from 'react';
import { Badge } from '@/components/ui/badge';
import { classNames } from '@/components/ui/class-names';
import { useRowWindow } from '@/components/ui/use-row-window';
import { WindowedTable } from '@/components/ui/windowed-table';
import { bestSpeedMetric } from '@/lib/domain/best-speed-metric';
import { countOf } from '@/lib/domain/edits/describe-change';
import { loadLabel } from '@/lib/domain/load';
import type { Metric } from '@/lib/domain/metric';
import { outputPerGpu } from '@/lib/domain/metrics';
import type { Point } from '@/lib/domain/point';
import { topologyLabel } from '@/lib/domain/topology-label';
import { workloadLabels } from '@/lib/domain/workload-label';
import { formatCount } from '@/lib/units/format';
import { measurementLines } from './measurement-lines';

interface MeasurementTableProps {
  points: readonly Point[];
  selected: ReadonlySet<string>;
  onSelect: (ids: readonly string[], on: boolean) => void;
}

const lineHeight = 32;

/** Measurements under the names of their sweeps, to be selected one by one, by sweep, or all of them. */
export const MeasurementTable = memo(function MeasurementTable({ points, selected, onSelect }: MeasurementTableProps) {
  const lines = useMemo(() => measurementLines(points), [points]);
  const speed = useMemo(() => bestSpeedMetric(points), [points]);
  const rows = useRowWindow(lines.length, lineHeight);
  const { first, last } = rows;
  return (
    <WindowedTable
      rows={rows}
      caption="Stored measurements"
      corner={<SelectBox label="Select everything shown" points={points} selected={selected} onSelect={onSelect} />}
      heads={[
        ...['Model', 'GPUs', 'Topology', 'Workload'].map((name) => ({ name })),
        { name: 'Load', isNumber: true },
        ...[outputPerGpu, speed].map(({ unit, title }) => ({ name: unit, title, isNumber: true })),
        { name: 'Tags' },
      ]}
    >
      {lines.slice(first, last + 1).map((line) =>
        line.kind === 'sweep' ? (
          <tr key={line.key} className="h-8 border-t border-line bg-sunken">
            <td className="pl-3">
              <SelectBox
                label={`Select sweep ${line.name}`}
                points={line.points}
                selected={selected}
                onSelect={onSelect}
              />
            </td>
            <th scope="rowgroup" colSpan={8} className="px-2 text-left text-xs font-normal text-muted">
              <span className="font-semibold text-ink">{line.name}</span>
              <span className="ml-3">{countOf(line.points.length)}</span>
            </th>
          </tr>
        ) : (
          <MeasurementRow
            key={line.key}
            point={line.point}
            speed={speed}
            isSelected={selected.has(line.point.id)}
            onSelect={onSelect}
          />
        ),
      )}
    </WindowedTable>
  );
});

interface SelectBoxProps extends MeasurementTableProps {
  label: string;
}

function SelectBox({ label, points, selected, onSelect }: SelectBoxProps) {
  const chosen = points.filter(({ id }) => selected.has(id)).length;
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={chosen === points.length}
      ref={(box) => {
        if (box) box.indeterminate = chosen > 0 && chosen < points.length;
      }}
      onChange={(event) =>
        onSelect(
          points.map(({ id }) => id),
          event.target.checked,
        )
      }
    />
  );
}

interface MeasurementRowProps {
  point: Point;
  speed: Metric;
  isSelected: boolean;
  onSelect: MeasurementTableProps['onSelect'];
}

const MeasurementRow = memo(function MeasurementRow({ point, speed, isSelected, onSelect }: MeasurementRowProps) {
  const { deployment, derived, load, workload, tags, sample } = point;
  const topology = deployment.topology === null ? null : topologyLabel(deployment.topology);
  const machine = [derived.gpus === null ? null : formatCount(derived.gpus), deployment.hardware.gpu]
    .filter((part) => part !== null)
    .join(' × ');
  const name = [deployment.model ?? 'model unknown', topology, `load ${loadLabel(load) || 'unknown'}`]
    .filter((part) => part !== null)
    .join(', ');
  return (
    <tr className={classNames('h-8 border-t border-line', isSelected ? 'bg-accent-soft' : 'hover:bg-hover')}>
      <td className="pl-3">
        <input
          type="checkbox"
          aria-label={`Select ${name}`}
          checked={isSelected}
          onChange={(event) => onSelect([point.id], event.target.checked)}
        />
      </td>
      <Cell value={deployment.model} />
      <Cell value={machine} />
      <Cell value={topology} />
      <Cell value={workloadLabels(workload)[0] ?? ''} missing="not declared" />
      <td className="px-2 text-right">{loadLabel(load) || '–'}</td>
      {[outputPerGpu, speed].map((metric) => {
        const value = metric.value(point);
        return (
          <td key={metric.key} className="px-2 text-right">
            {value === null ? '–' : metric.format(value)}
          </td>
        );
      })}
      <td className="px-2 pr-3">
        <span className="flex gap-1">
          {tags.map((tag) => (
            <Badge key={tag} tone="accent">
              {tag}
            </Badge>
          ))}
          {sample && <Badge>sample</Badge>}
        </span>
      </td>
    </tr>
  );
});

function Cell({ value, missing = 'unknown' }: { value: string | null; missing?: string }) {
  return value === null || value === '' ? (
    <td className="px-2 text-muted">{missing}</td>
  ) : (
    <td className="max-w-80 truncate px-2" title={value}>
      {value}
    </td>
  );
}
