'use client';

import { useDeferredValue, useMemo } from 'react';
import type { Exploration } from '@/lib/domain/exploration';
import { explore } from '@/lib/domain/explore';
import type { Point } from '@/lib/domain/point';
import type { View } from '@/lib/domain/view';
import { exploreHref } from '@/lib/domain/view-url';
import { chartOf, type ExploreChart } from './chart-of';

/**
 * What the page draws, from all points and the view. Inputs answer at once while a large drawing follows a moment later;
 * pinning a point computes nothing anew.
 */
export function useExploration(
  points: readonly Point[],
  view: View,
): { exploration: Exploration; chart: ExploreChart } {
  const address = useDeferredValue(exploreHref({ ...view, pinned: null }));
  const deferredView = useDeferredValue(view);
  return useMemo(() => {
    const exploration = explore(points, deferredView);
    return { exploration, chart: chartOf(exploration, deferredView) };
    // The address stands for all of the view but the pin.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [points, address]);
}
