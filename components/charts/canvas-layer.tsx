'use client';

import { useEffect, useRef } from 'react';
import { type Excluded, paintScene } from './paint';
import type { Frame, Scene } from './scene';
import type { ChartColors } from './use-chart-colors';
import { useDevicePixelRatio } from './use-device-pixel-ratio';

interface CanvasLayerProps {
  width: number;
  height: number;
  scene: Scene;
  frame: Frame;
  colors: ChartColors;
  excluded: Excluded | null;
}

export function CanvasLayer({ width, height, scene, frame, colors, excluded }: CanvasLayerProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  const ratio = useDevicePixelRatio();
  useEffect(() => {
    const canvas = ref.current;
    const ctx = canvas?.getContext('2d');
    if (!canvas || !ctx) return;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    ctx.scale(ratio, ratio);
    paintScene(ctx, scene, frame, colors, excluded);
  }, [width, height, ratio, scene, frame, colors, excluded]);
  return (
    <canvas ref={ref} aria-hidden="true" style={{ width, height }} className="pointer-events-none absolute inset-0" />
  );
}
