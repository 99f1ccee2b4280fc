import type { ReactNode } from 'react';

/** What the charts draw: ready numbers in data space, already chosen, ordered and labelled. */

export interface XY {
  x: number;
  y: number;
}

export interface ChartAxis {
  /** Names the quantity and its definition. */
  title: string;
  scale: 'linear' | 'log';
  domain: [number, number];
  ticks: number[];
  formatTick: (value: number) => string;
}

/** How a mark differs from a plain one; several may hold at once. */
export interface MarkLook {
  /** Most of the load waited in the queue. */
  hollow: boolean;
  /** Doubted so much that nothing runs through it. */
  crossed: boolean;
  /** One of several repeats, its median is another mark. */
  faint: boolean;
  /** Outside the limit. */
  dimmed: boolean;
  /** Not measured: simulated, estimated or predicted. */
  unmeasured: boolean;
  /** Not stored yet: a ring around it. */
  fresh: boolean;
}

export interface ChartMark extends XY {
  id: string;
  /** Index into the panel's series. */
  series: number;
  color: number;
  shape: number;
  look: MarkLook;
  label: string | null;
  /** Who keeps its label where there is no room for all: higher wins. */
  importance: number;
}

export interface ChartSeries {
  key: string;
  label: string;
  color: number;
  shape: number;
  /** Where its line ends and its name belongs; null where nothing of it is drawn as a line. */
  end: XY | null;
  importance: number;
}

/** A thin line through loads, in their order. */
export interface ChartCurve {
  key: string;
  series: number;
  color: number;
  dashed: boolean;
  unmeasured: boolean;
  /** There only to compare with. */
  faint: boolean;
  points: XY[];
}

/** A piece of a stepped frontier in the colour of whoever holds it. */
export interface ChartStep {
  /** The holder: index into the panel's series. */
  series: number;
  color: number;
  dashed: boolean;
  path: XY[];
}

export interface ChartPanelModel {
  key: string;
  label: string;
  series: ChartSeries[];
  marks: ChartMark[];
  curves: ChartCurve[];
  steps: ChartStep[];
}

/** "At least this much" on x: what is less is hatched. */
export interface ChartLimit {
  value: number | null;
  /** What the handle is for, "At least this many tok/s per user". */
  name: string;
  /** What the line says, "≥ 25 tok/s/user". */
  text: (value: number) => string;
  onChange: (value: number | null) => void;
}

/** What the chart tells about a mark and whom it tells about choices. */
export interface ChartInteraction {
  pinned: string | null;
  onPin: (id: string | null) => void;
  tooltip: (id: string) => ReactNode;
  /** The tooltip in one sentence, read out when the keyboard moves. */
  describe: (id: string) => string;
}
