'use client';

import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { classNames } from '@/components/ui/class-names';
import { useRowWindow } from '@/components/ui/use-row-window';
import { bestSpeedMetric } from '@/lib/domain/best-speed-metric';
import { loadLabel } from '@/lib/domain/load';
import type { Measurement } from '@/lib/domain/measurement';
import { type Metric, outputPerGpu } from '@/lib/domain/metrics';
import { topologyLabel } from '@/lib/domain/topology-label';
import { workloadLabels } from '@/lib/domain/workload-label';
import { formatBytes, formatCount } from '@/lib/units/format';
import { type PreviewedFile, type PreviewLine, previewLines } from './preview-rows';

interface PreviewTableProps {
  files: readonly PreviewedFile[];
  selected: ReadonlySet<string>;
  leftOut: ReadonlySet<string>;
  onSelect: (hashes: readonly string[], on: boolean) => void;
  onPutBack: (sha256: string) => void;
}

const lineHeight = 32;

/** What was read, file by file, before any of it is stored. */
export function PreviewTable({ files, selected, leftOut, onSelect, onPutBack }: PreviewTableProps) {
  const lines = previewLines(files);
  const hashes = lines.flatMap((line) => (line.kind === 'measurement' ? [line.sha256] : []));
  const measurements = lines.flatMap((line) => (line.kind === 'measurement' ? [line.measurement] : []));
  const speed = bestSpeedMetric(measurements);
  const { box, isWindowed, first, last, before, after } = useRowWindow(lines.length, lineHeight);
  const allSelected = hashes.length > 0 && hashes.every((hash) => selected.has(hash));
  return (
    <div
      ref={box}
      className={classNames(
        'overflow-x-auto rounded-lg border border-line-strong',
        isWindowed && 'max-h-[60dvh] overflow-y-auto',
      )}
    >
      <table className="w-full border-collapse text-left whitespace-nowrap">
        <caption className="sr-only">What was read from the files</caption>
        <thead className={classNames('bg-sunken text-xs text-muted', isWindowed && 'sticky top-0 z-10')}>
          <tr className="h-8">
            <th scope="col" className="w-9 pl-3">
              <input
                type="checkbox"
                aria-label="Select all measurements"
                checked={allSelected}
                onChange={(event) => onSelect(hashes, event.target.checked)}
              />
            </th>
            {['File', 'Model', 'GPU', 'Topology', 'Workload'].map((head) => (
              <th key={head} scope="col" className="px-2 font-normal">
                {head}
              </th>
            ))}
            <th scope="col" className="px-2 text-right font-normal">
              Load
            </th>
            {[outputPerGpu, speed].map((metric) => (
              <th key={metric.key} scope="col" title={metric.title} className="px-2 text-right font-normal">
                {metric.unit}
              </th>
            ))}
            <th scope="col" className="px-2 pr-3 font-normal">
              Doubts
            </th>
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr aria-hidden="true" style={{ height: before }} />}
          {lines
            .slice(first, last + 1)
            .map((line) =>
              line.kind === 'file' ? (
                <FileLine key={line.key} file={line.file} />
              ) : (
                <MeasurementLine
                  key={line.key}
                  line={line}
                  speed={speed}
                  isSelected={selected.has(line.sha256)}
                  isLeftOut={leftOut.has(line.sha256)}
                  onSelect={(on) => onSelect([line.sha256], on)}
                  onPutBack={() => onPutBack(line.sha256)}
                />
              ),
            )}
          {after > 0 && <tr aria-hidden="true" style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  );
}

function FileLine({ file }: { file: PreviewedFile }) {
  const { file: name, format, size, measurements, problems } = file;
  return (
    <tr className="h-8 border-t border-line bg-sunken">
      <th scope="rowgroup" colSpan={10} className="px-3 text-left text-xs font-normal text-muted">
        <span className="font-mono text-ink">{name}</span>
        <span className="ml-3">
          {format ?? 'not recognised'} · {formatCount(measurements.length)}{' '}
          {measurements.length === 1 ? 'measurement' : 'measurements'} · {formatBytes(size)}
        </span>
        {problems.length > 0 && (
          <span className="ml-3 text-danger">
            {problems.length === 1 ? '1 problem' : `${formatCount(problems.length)} problems`}
          </span>
        )}
      </th>
    </tr>
  );
}

interface MeasurementLineProps {
  line: Extract<PreviewLine, { kind: 'measurement' }>;
  speed: Metric;
  isSelected: boolean;
  isLeftOut: boolean;
  onSelect: (on: boolean) => void;
  onPutBack: () => void;
}

function MeasurementLine({ line, speed, isSelected, isLeftOut, onSelect, onPutBack }: MeasurementLineProps) {
  const { measurement, stored, file } = line;
  const { deployment, workload, provenance, flags } = measurement;
  const gpus = measurement.derived.gpus;
  const machine =
    deployment.hardware.gpu === null
      ? null
      : `${gpus === null ? '' : `${formatCount(gpus)} × `}${deployment.hardware.gpu}`;
  const from = (...paths: string[]) => paths.map((path) => provenance[path]).find((value) => value !== undefined);
  return (
    <tr
      className={classNames(
        'h-8 border-t border-line',
        isSelected && 'bg-accent-soft',
        isLeftOut && 'text-muted line-through',
      )}
    >
      <td className="pl-3">
        <input
          type="checkbox"
          aria-label={`Select ${deployment.model ?? 'measurement'}, load ${loadLabel(measurement.load) || 'unknown'}${file === null ? '' : `, ${file}`}`}
          checked={isSelected}
          onChange={(event) => onSelect(event.target.checked)}
        />
      </td>
      <td className="max-w-60 truncate px-2 font-mono text-xs" title={file ?? undefined}>
        {file}
      </td>
      <Known value={deployment.model} from={from('deployment.model')} />
      <Known value={machine} from={from('deployment.hardware.gpu')} />
      <Known
        value={deployment.topology === null ? null : topologyLabel(deployment.topology)}
        from={from('deployment.topology')}
      />
      <Known
        value={workloadLabels(workload)[0] ?? ''}
        from={from('workload.dataset', 'workload.isl', 'workload.osl')}
        missing="not declared"
      />
      <td className="px-2 text-right">{loadLabel(measurement.load) || '–'}</td>
      <Amount metric={outputPerGpu} measurement={measurement} />
      <Amount metric={speed} measurement={measurement} />
      <td className="px-2 pr-3">
        <span className="flex items-center gap-1">
          {isLeftOut && (
            <button type="button" className="text-xs text-accent hover:underline" onClick={onPutBack}>
              put back
            </button>
          )}
          {stored && <Badge title="A commit leaves it as it is">already stored</Badge>}
          {flags.map(({ code, severity, message }) => (
            <Badge key={code} tone={severity} title={message}>
              {code}
            </Badge>
          ))}
        </span>
      </td>
    </tr>
  );
}

interface KnownProps {
  value: string | null;
  /** Where the value is from, if not plainly from the record. */
  from: string | undefined;
  missing?: string;
}

function Known({ value, from, missing = 'missing' }: KnownProps) {
  if (value === null || value === '') {
    return (
      <td className="px-2">
        <Badge tone={missing === 'missing' ? 'warning' : 'neutral'}>{missing}</Badge>
      </td>
    );
  }
  return (
    <td className="max-w-72 px-2" title={from === undefined ? value : `${value}, from ${from}`}>
      <span className="flex items-baseline gap-1.5">
        <span className="truncate">{value}</span>
        {from !== undefined && <span className="max-w-32 shrink-0 truncate text-2xs text-muted">{from}</span>}
      </span>
    </td>
  );
}

function Amount({ metric, measurement }: { metric: Metric; measurement: Measurement }): ReactNode {
  const value = metric.value(measurement);
  return <td className="px-2 text-right">{value === null ? '–' : metric.format(value)}</td>;
}
