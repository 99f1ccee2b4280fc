'use client';

import { useMemo } from 'react';
import type { ChartInteraction, ChartLimit } from '@/components/charts/chart-model';
import { ParetoChart } from '@/components/charts/pareto-chart';
import { useElementSize } from '@/components/charts/use-element-size';
import type { Exploration } from '@/lib/domain/exploration';
import { type ExploreChart, measurementIdOf } from './chart-of';
import { markLookup } from './mark-lookup';
import { describePoint, PointTooltip } from './point-tooltip';

export interface ChartPanelsProps {
  exploration: Exploration;
  chart: ExploreChart;
  pinned: string | null;
  onPin: (id: string | null) => void;
  minSpeed: number | null;
  highlighted: string | null;
  /** null: the chart takes no limit. */
  onLimit: ((value: number | null) => void) | null;
  /** `short`: where the chart is not the page. */
  height?: 'tall' | 'short';
}

const heights = { tall: 'h-[clamp(20rem,52dvh,40rem)]', short: 'h-[clamp(16rem,34dvh,24rem)]' };

const gap = 20;
const narrowestPanel = 300;

/** The chart, or small multiples of it on the same axes. */
export default function ChartPanels(props: ChartPanelsProps) {
  const { exploration, chart, pinned, onPin, minSpeed, onLimit, highlighted, height = 'tall' } = props;
  const [ref, size] = useElementSize();
  const lookup = useMemo(() => markLookup(exploration), [exploration]);
  const interaction: ChartInteraction = {
    pinned,
    onPin: (markId) => onPin(markId === null ? null : measurementIdOf(markId)),
    tooltip: (markId) => {
      const found = lookup(markId);
      return found === null ? null : <PointTooltip {...found} axes={exploration} />;
    },
    describe: (markId) => {
      const found = lookup(markId);
      return found === null ? '' : describePoint({ ...found, axes: exploration });
    },
  };
  const limit: ChartLimit | null =
    exploration.x.kind !== 'speed' || onLimit === null
      ? null
      : {
          value: minSpeed,
          name: 'At least this many tok/s per user',
          text: (value) => `≥ ${Number(value.toPrecision(4))} tok/s/user`,
          onChange: onLimit,
        };
  const { panels } = chart;
  const columns =
    size === null || panels.length === 1
      ? 1
      : Math.max(1, Math.min(panels.length, Math.floor((size.width + gap) / (narrowestPanel + gap))));
  const width = size === null ? 0 : Math.floor((size.width - gap * (columns - 1)) / columns);
  return (
    <div
      ref={ref}
      className={panels.length === 1 ? heights[height] : 'grid'}
      style={panels.length === 1 ? undefined : { gridTemplateColumns: `repeat(${columns}, ${width}px)`, gap }}
    >
      {size !== null &&
        panels.map((panel) => (
          <figure key={panel.key} className="m-0">
            {panels.length > 1 && (
              <figcaption className="pl-10 font-semibold">
                {panel.label} <span className="font-normal text-muted">{panel.marks.length}</span>
              </figcaption>
            )}
            <ParetoChart
              panel={panel}
              x={chart.x}
              y={chart.y}
              width={width}
              height={panels.length === 1 ? size.height : 270}
              names={panels.length === 1 && width >= 620}
              label={`${panel.label === '' ? '' : `${panel.label}: `}${chart.y.title} against ${chart.x.title}`}
              limit={limit}
              highlighted={highlighted}
              interaction={interaction}
            />
          </figure>
        ))}
    </div>
  );
}
