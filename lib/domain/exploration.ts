import type { Metric } from './metric';
import type { Point } from './point';
import type { Dimension } from './view';

/** A load of a line: one measurement, or the median over its repeats. */
export interface LoadPoint {
  x: number;
  y: number;
  /** Ids of the measurements behind it: one, or several repeats. The first is the one a click pins. */
  ids: string[];
  label: string;
  /** Set where most of the load waited: drawn hollow. */
  queued: { inService: number; load: number; medianTtftMs: number | null } | null;
}

/** One measurement on the chart. A single repeat of several is faint; its load's median is what lines run through. */
export interface PlottedPoint {
  point: Point;
  x: number;
  y: number;
  seriesKey: string;
  groupKey: string;
  panelKey: string;
  label: string;
  queued: LoadPoint['queued'];
  invalid: boolean;
  /** One of several repeats at its load. */
  faint: boolean;
  /** Slower than the view's limit. */
  belowLimit: boolean;
}

/** Measurements of one deployment x workload in the order of load. */
export interface Curve {
  key: string;
  points: LoadPoint[];
  /** Names of the sweeps it runs through; more than one means equal identity, and is said so. */
  sweeps: string[];
}

/** The non-dominated loads of a line or of a whole comparability group, in the order of x. */
export interface Frontier {
  key: string;
  groupKey: string;
  /** The line it belongs to; null for a whole group's. */
  seriesKey: string | null;
  steps: (LoadPoint & { holder: { seriesKey: string; topology: string } })[];
}

/** A line: the points that share the values of the view's line dimensions, inside one comparability group. */
export interface Series {
  key: string;
  groupKey: string;
  /** "Llama-3.1-70B FP8 · H100 · TP4", without what all lines of the panel share. */
  label: string;
  /** The label in two: what is served ("Llama-3.1-70B FP8 · H100"), and how it is spread ("TP4"); '' where all share it. */
  heading: string;
  name: string;
  /** Index into the palette and into the mark shapes; both stay with the series whatever is filtered. */
  color: number;
  shape: number;
  /** Disaggregated prefill and decode. */
  dashed: boolean;
  origin: Point['origin'];
  curves: Curve[];
  count: number;
}

export interface Panel {
  key: string;
  label: string;
  points: PlottedPoint[];
  series: Series[];
  frontiers: Frontier[];
}

export interface FacetValue {
  value: string;
  label: string;
  /** Points that would show were this value chosen, the other filters standing. */
  count: number;
  selected: boolean;
}
export interface Facet {
  dimension: Dimension;
  label: string;
  values: FacetValue[];
}

/** Why points are not on the chart: "7 points have no latency". */
export interface HiddenPoints {
  reason: string;
  count: number;
  sentence: string;
}

/** A sentence of the answer, in pieces: `strong` pieces carry the decision. */
export interface Answer {
  groupKey: string;
  headline: { text: string; strong: boolean }[];
  /** What the headline leaves out: the runner-up, what speed costs, caveats. */
  details: string[];
  /** Ids of the measurements it speaks of, best first. */
  ids: string[];
}

/** Everything the Explore page draws; a pure function of the points and the view. */
export interface Exploration {
  x: Metric;
  y: Metric;
  lines: Dimension[];
  panels: Panel[];
  facets: Facet[];
  hidden: HiddenPoints[];
  answers: Answer[];
  /** Every plotted point, best first: the table twin. */
  rows: PlottedPoint[];
  total: number;
}
