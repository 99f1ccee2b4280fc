'use client';

import { useMemo, useState } from 'react';
import { CanvasLayer } from './canvas-layer';
import type { ChartAxis, ChartInteraction, ChartLimit, ChartPanelModel } from './chart-model';
import { EndLabels } from './end-labels';
import { HitArea } from './hit-area';
import { LimitHandle } from './limit-handle';
import { MarkLabels } from './mark-labels';
import { type Frame, layScene } from './scene';
import { Tooltip } from './tooltip';
import { useChartColors } from './use-chart-colors';

export interface PlotSurfaceProps {
  panel: ChartPanelModel;
  x: ChartAxis;
  width: number;
  height: number;
  /** Room for the names of lines right of the plot; 0: none. */
  nameRoom: number;
  label: string;
  limit: ChartLimit | null;
  /** Key of the series that stands out; null: none. */
  highlighted: string | null;
  interaction: ChartInteraction;
}

/** Everything inside the axes: the canvas, the labels over it, and what reacts to pointer and keyboard. */
export function PlotSurface(props: PlotSurfaceProps & { frame: Frame; toValue: (x: number) => number }) {
  const { panel, x, width, height, nameRoom, label, limit, interaction, frame, toValue } = props;
  const found = panel.series.findIndex(({ key }) => key === props.highlighted);
  const highlighted = found < 0 ? null : found;
  const colors = useChartColors();
  const [active, setActive] = useState<number | null>(null);
  const scene = useMemo(() => layScene(panel, frame), [panel, frame]);
  const limitValue = limit?.value ?? null;
  const excluded = useMemo(() => {
    if (limitValue === null) return null;
    const to = limitValue >= x.domain[1] ? frame.left + frame.width : frame.toX(limitValue);
    return to > frame.left ? { from: frame.left, to } : null;
  }, [limitValue, x.domain, frame]);

  const pinned = interaction.pinned === null ? -1 : panel.marks.findIndex(({ id }) => id === interaction.pinned);
  const shown = active !== null && active < panel.marks.length ? active : null;
  const activeMark = shown === null ? undefined : panel.marks[shown];
  const ring = (index: number) => ({ cx: scene.xs[index] ?? 0, cy: scene.ys[index] ?? 0 });
  return (
    <>
      {colors !== null && <CanvasLayer {...{ width, height, scene, frame, colors, excluded, highlighted }} />}
      <svg width={width} height={height} aria-hidden="true" className="pointer-events-none absolute inset-0">
        {nameRoom > 0 && <EndLabels series={panel.series} frame={frame} width={nameRoom} />}
        <MarkLabels scene={scene} frame={frame} />
        {shown !== null && <circle {...ring(shown)} r={8} fill="none" stroke="var(--ink)" strokeWidth={1.25} />}
        {pinned >= 0 && <circle {...ring(pinned)} r={9} fill="none" stroke="var(--ink)" strokeWidth={2} />}
      </svg>
      <HitArea {...{ scene, frame, label, interaction }} active={shown} onActivate={setActive} />
      {limit !== null && <LimitHandle limit={limit} domain={x.domain} frame={frame} toValue={toValue} />}
      {shown !== null && activeMark !== undefined && (
        <Tooltip x={ring(shown).cx} y={ring(shown).cy} width={width} height={height}>
          {interaction.tooltip(activeMark.id)}
        </Tooltip>
      )}
    </>
  );
}
