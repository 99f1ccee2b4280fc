'use client';

import { useMemo } from 'react';
import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import type { Frame } from './scene';

/** The plot area of the Recharts chart around, with its scales; null until it is laid out. */
export function useFrame(): Frame | null {
  const toX = useXAxisScale();
  const toY = useYAxisScale();
  const plot = usePlotArea();
  const { x: left, y: top, width, height } = plot ?? { x: 0, y: 0, width: 0, height: 0 };
  return useMemo(() => {
    if (toX === undefined || toY === undefined || width <= 0 || height <= 0) return null;
    return {
      left,
      top,
      width,
      height,
      toX: (value) => toX(value) ?? NaN,
      toY: (value) => toY(value) ?? NaN,
    };
  }, [toX, toY, left, top, width, height]);
}
