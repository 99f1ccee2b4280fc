import type { Dimension, View } from '@/lib/domain/view';
import type { Point } from '@/lib/domain/point';

const mostSweeps = 12;

/**
 * The view of what was just imported: its sweeps; its models and GPUs as well where other sweeps go by the same names,
 * and instead where there are too many sweeps for an address. null where none of it is among the points.
 */
export function importedView(points: readonly Point[], ids: readonly string[]): Partial<View> | null {
  const wanted = new Set(ids);
  const own = points.filter(({ id }) => wanted.has(id));
  if (own.length === 0) return null;
  const sweeps = distinct(own.map(({ sweep }) => sweep.name));
  const ofTheseNames = points.filter(({ sweep }) => sweeps.includes(sweep.name));
  if (sweeps.length <= mostSweeps && ofTheseNames.length === own.length) return { filters: { sweep: sweeps } };
  const filters: Partial<Record<Dimension, string[]>> = {};
  const models = distinct(own.map(({ deployment }) => deployment.model));
  const gpus = distinct(own.map(({ deployment }) => deployment.hardware.gpu));
  if (models.length > 0) filters.model = models;
  if (gpus.length > 0) filters.gpu = gpus;
  if (sweeps.length <= mostSweeps) filters.sweep = sweeps;
  return { filters };
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))];
}
