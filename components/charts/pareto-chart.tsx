'use client';

import { useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import { CartesianGrid, ComposedChart, useXAxisInverseScale, XAxis, YAxis } from 'recharts';
import type { ChartAxis } from './chart-model';
import { endLabelRoom } from './end-labels';
import { labelFont, measureText, nameFont } from './measure-text';
import { PlotSurface, type PlotSurfaceProps } from './plot-surface';
import { useFrame } from './use-frame';

export interface ParetoChartProps extends Omit<PlotSurfaceProps, 'nameRoom'> {
  y: ChartAxis;
  /** Names of lines right of the plot. */
  names: boolean;
}

/** Corners of the plot: Recharts lays out axes only around data. */
const cornersOf = (x: ChartAxis, y: ChartAxis) => x.domain.map((corner, i) => ({ x: corner, y: y.domain[i] }));

/** One chart: axes and grid by Recharts, everything else on layers over it. */
export function ParetoChart({ y, names, ...surface }: ParetoChartProps) {
  const { x, width, height, panel } = surface;
  const [layers, setLayers] = useState<HTMLDivElement | null>(null);
  const corners = useMemo(() => cornersOf(x, y), [x, y]);
  const nameRoom = useMemo(() => {
    if (!names) return 0;
    const widths = panel.series.flatMap(({ end, label }) => (end === null ? [] : [measureText(label, nameFont)]));
    return widths.length === 0 ? 0 : endLabelRoom(widths, Math.min(210, width * 0.28));
  }, [names, panel, width]);
  const yRoom = Math.max(...y.ticks.map((tick) => measureText(y.formatTick(tick), labelFont))) + 14;
  return (
    <div className="relative" style={{ width, height }}>
      <ComposedChart
        width={width}
        height={height}
        data={corners}
        margin={{ top: 14, right: Math.max(14, nameRoom), bottom: 2, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} syncWithTicks stroke="var(--line)" />
        <XAxis {...axisProps(x)} dataKey="x" height={26} axisLine={{ stroke: 'var(--line-strong)' }} />
        <YAxis {...axisProps(y)} dataKey="y" width={yRoom} axisLine={false} />
        {layers !== null && <Layers host={layers} nameRoom={nameRoom} {...surface} />}
      </ComposedChart>
      <div ref={setLayers} className="absolute inset-0" />
    </div>
  );
}

function axisProps({ scale, domain, ticks, formatTick }: ChartAxis) {
  return {
    type: 'number',
    scale,
    domain,
    ticks,
    interval: 0,
    allowDataOverflow: true,
    tickLine: false,
    tickMargin: 8,
    tickFormatter: formatTick,
    tick: { fill: 'var(--muted)', fontSize: 11 },
    isAnimationActive: false,
  } as const;
}

/** Lives inside the Recharts chart to know its scales, and draws outside of its SVG, over it. */
function Layers({ host, ...surface }: PlotSurfaceProps & { host: HTMLElement }) {
  const frame = useFrame();
  const inverse = useXAxisInverseScale();
  if (frame === null) return null;
  const toValue = (x: number) => Number(inverse?.(x) ?? NaN);
  return createPortal(<PlotSurface {...surface} frame={frame} toValue={toValue} />, host);
}
