'use client';

import { type KeyboardEvent, type PointerEvent, useMemo, useState } from 'react';
import type { ChartInteraction } from './chart-model';
import { PointGrid } from './point-grid';
import type { Frame, Scene } from './scene';
import { isWalkKey, walk } from './walk';

interface HitAreaProps {
  scene: Scene;
  frame: Frame;
  label: string;
  interaction: ChartInteraction;
  active: number | null;
  onActivate: (index: number | null) => void;
}

const reachOf = (pointerType: string) => (pointerType === 'touch' ? 36 : 26);

/** Finds the mark under the pointer, and walks from mark to mark by keyboard. */
export function HitArea({ scene, frame, label, interaction, active, onActivate }: HitAreaProps) {
  const [said, setSaid] = useState('');
  const grid = useMemo(() => new PointGrid(scene.xs, scene.ys), [scene]);
  const places = useMemo(() => scene.marks.map(({ series, x, y }) => ({ series, x, y })), [scene]);
  const idOf = (index: number | null) => (index === null ? null : (scene.marks[index]?.id ?? null));

  const findMark = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return grid.nearest(
      event.clientX - box.left + frame.left,
      event.clientY - box.top + frame.top,
      reachOf(event.pointerType),
    );
  };
  const onPointerUp = (event: PointerEvent) => {
    const found = findMark(event);
    if (event.button !== 0 || found === null) return;
    onActivate(event.pointerType === 'touch' ? null : found);
    interaction.onPin(idOf(found));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isWalkKey(event.key)) {
      const pinned = scene.marks.findIndex(({ id }) => id === interaction.pinned);
      const next = walk(places, active ?? (pinned < 0 ? null : pinned), event.key);
      const id = idOf(next);
      onActivate(next);
      setSaid(id === null ? 'Nothing to walk to.' : interaction.describe(id));
    } else if (event.key === 'Enter' || event.key === ' ') {
      const id = idOf(active);
      if (id === null) return;
      interaction.onPin(id);
      setSaid(`Pinned. ${interaction.describe(id)}`);
    } else if (event.key === 'Escape') {
      onActivate(null);
      interaction.onPin(null);
      setSaid('Nothing pinned.');
    } else return;
    event.preventDefault();
  };
  return (
    <>
      <div
        role="application"
        aria-roledescription="chart"
        aria-label={`${label}. Arrow keys move from point to point, Enter pins one, Escape lets it go. The table below has the same numbers.`}
        tabIndex={0}
        onPointerMove={(event) => event.pointerType !== 'touch' && onActivate(findMark(event))}
        onPointerLeave={() => onActivate(null)}
        onPointerUp={onPointerUp}
        onBlur={() => onActivate(null)}
        onKeyDown={onKeyDown}
        className="absolute touch-pan-y rounded-sm"
        style={{
          left: frame.left,
          top: frame.top,
          width: frame.width,
          height: frame.height,
          cursor: active === null ? 'crosshair' : 'pointer',
        }}
      />
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
    </>
  );
}
