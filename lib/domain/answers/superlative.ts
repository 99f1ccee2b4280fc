import type { Metric } from '../metric';

/** What the best one does on an axis: "serves most per GPU", "is fastest", "has the lowest median TTFT". */
export function superlative(metric: Metric): string {
  if (metric.kind === 'speed') return 'is fastest';
  const label = metric.label.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
  if (metric.better === 'lower') return `has the lowest ${label}`;
  return metric.affectedBy.includes('per-gpu') ? 'serves most per GPU' : `has the highest ${label}`;
}
