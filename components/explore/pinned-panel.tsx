'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Button, buttonClass } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { measurementQuery } from '@/lib/api/queries';
import { computationOf, gpuProduct } from '@/lib/domain/computation';
import type { Exploration } from '@/lib/domain/exploration';
import type { Metric } from '@/lib/domain/metric';
import { findMetric } from '@/lib/domain/metrics';
import type { Point } from '@/lib/domain/point';
import { formatCount, notReported } from '@/lib/units/format';
import { type Fact, Facts, PanelSection } from './facts';
import { PointCircumstances } from './point-circumstances';
import { PointFlags } from './point-flags';
import { PointLatency } from './point-latency';
import { PointSource } from './point-source';
import { machineName, modelName, topologyName } from './point-words';
import { Reproduction } from './reproduction';

interface PinnedPanelProps {
  id: string;
  point: Point | null;
  exploration: Exploration;
  onUnpin: () => void;
}

/** Everything known about one measurement. */
export function PinnedPanel({ id, point, exploration, onUnpin }: PinnedPanelProps) {
  const isPlotted = exploration.rows.some((row) => row.point.id === id);
  return (
    <div className="flex flex-col gap-4.5">
      <div className="flex items-center justify-between">
        <h2 className="caption">Pinned point</h2>
        <span className="-my-1 -mr-2 flex">
          {point !== null && (
            <Link
              href={`/measurements?pick=${id}`}
              className={`${buttonClass({ look: 'quiet', size: 'small' })} text-muted`}
            >
              Edit
            </Link>
          )}
          <Button look="quiet" size="small" onClick={onUnpin} className="text-muted">
            Unpin
          </Button>
        </span>
      </div>
      {point === null ? (
        <Notice tone="warning" title="This point is not here">
          The address names a measurement that is not stored, or not any more.
        </Notice>
      ) : (
        <>
          {!isPlotted && <p className="text-xs text-warning">Not on the chart: see “Hidden” for the reason.</p>}
          <PointDetails point={point} exploration={exploration} />
        </>
      )}
    </div>
  );
}

function PointDetails({ point, exploration }: { point: Point; exploration: Exploration }) {
  const { data: measurement, error, isPending } = useQuery(measurementQuery(point.id));
  const { deployment } = point;
  const engine = [deployment.engine, deployment.engineVersion].filter((part) => part !== null).join(' ');
  return (
    <>
      <div>
        <p className="text-base font-semibold break-words">{modelName(point)}</p>
        <p className="text-muted">
          {[machineName(point), topologyName(point), deployment.precision, engine]
            .filter((part) => part !== null && part !== '')
            .join(' · ')}
        </p>
      </div>
      <div className="grid grid-cols-2 gap-3">
        <BigNumber metric={exploration.y} point={point} />
        <BigNumber metric={exploration.x} point={point} />
      </div>
      <PanelSection title="How they came about">
        <Facts facts={derivationFacts(point, exploration)} />
      </PanelSection>
      <PointFlags flags={point.flags} />
      <PanelSection title="Throughput">
        <Facts facts={throughputFacts(point)} />
      </PanelSection>
      <PointLatency latency={point.latency} />
      <PointCircumstances point={point} />
      <PointSource point={point} measurement={measurement ?? null} isPending={isPending} error={error} />
      <Reproduction measurement={measurement ?? point} />
      <Link
        href={`/launch?measurement=${encodeURIComponent(point.id)}`}
        className={`${buttonClass({ look: 'primary' })} self-start`}
      >
        Measure this again
      </Link>
    </>
  );
}

function BigNumber({ metric, point }: { metric: Metric; point: Point }) {
  const value = metric.value(point);
  return (
    <div>
      <p className="text-2xl font-semibold tracking-tight">{value === null ? '–' : metric.format(value)}</p>
      <p className="text-xs text-muted">{metric.kind === 'latency' || value === null ? metric.label : metric.unit}</p>
    </div>
  );
}

function derivationFacts(point: Point, { x, y }: Exploration): Fact[] {
  const axes = [y, x].map((metric): Fact => {
    const value = metric.value(point);
    const { expression } = computationOf(metric, point);
    return {
      name: metric.label,
      value: value === null ? notReported : metric.format(value),
      note: value === null ? `needs ${metric.formula}` : (expression ?? 'as the file states'),
    };
  });
  const product = gpuProduct(point.deployment.topology);
  const { inService } = point.derived;
  return [
    ...axes,
    {
      name: 'GPUs',
      value: point.derived.gpus === null ? notReported : formatCount(point.derived.gpus),
      note: product ?? (point.derived.gpus === null ? null : 'as stated; no topology to count from'),
    },
    {
      name: 'In service',
      value: inService === null ? notReported : formatCount(inService.value),
      note: inService === null ? null : (computationOf({ key: 'inService' }, point).expression ?? inService.method),
    },
  ];
}

const throughputKeys = [
  'outputTokensPerS',
  'totalTokensPerS',
  'requestsPerS',
  'goodputRequestsPerS',
  'outputTokensPerSPerGpu',
  'totalTokensPerSPerGpu',
  'inputTokensPerSPerGpu',
  'requestsPerSPerGpu',
];

function throughputFacts(point: Point): Fact[] {
  return throughputKeys.flatMap((key): Fact[] => {
    const metric = findMetric(key);
    const value = metric?.value(point) ?? null;
    return metric === null || value === null ? [] : [{ name: metric.label, value: metric.format(value) }];
  });
}
