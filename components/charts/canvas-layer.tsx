'use client';

import { useEffect, useRef } from 'react';
import { type Painting, paintScene } from './paint';
import { useDevicePixelRatio } from './use-device-pixel-ratio';

interface CanvasLayerProps extends Painting {
  width: number;
  height: number;
}

export function CanvasLayer({ width, height, scene, frame, colors, excluded, highlighted }: CanvasLayerProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  const ratio = useDevicePixelRatio();
  useEffect(() => {
    const canvas = ref.current;
    const ctx = canvas?.getContext('2d');
    if (!canvas || !ctx) return;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    ctx.scale(ratio, ratio);
    paintScene(ctx, { scene, frame, colors, excluded, highlighted });
  }, [width, height, ratio, scene, frame, colors, excluded, highlighted]);
  return (
    <canvas ref={ref} aria-hidden="true" style={{ width, height }} className="pointer-events-none absolute inset-0" />
  );
}
