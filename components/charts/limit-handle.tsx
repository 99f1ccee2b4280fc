'use client';

import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { ChartLimit } from './chart-model';
import { limitAt, limitStep } from './limit-steps';
import type { Frame } from './scene';

interface LimitHandleProps {
  limit: ChartLimit;
  domain: [number, number];
  frame: Frame;
  toValue: (x: number) => number;
}

const reach = 7;

/** The limit as a line to drag, or to move with the arrow keys; without a limit it waits at the axis. */
export function LimitHandle({ limit, domain, frame, toValue }: LimitHandleProps) {
  const dragging = useRef(false);
  const [isHeld, setHeld] = useState(false);
  const { value } = limit;
  const step = limitStep(domain);
  const place = value === null ? frame.left : frame.toX(value);
  const right = frame.left + frame.width;
  const x = Number.isFinite(place) ? Math.min(Math.max(place, frame.left), right) : frame.left;

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const host = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!dragging.current || host === undefined) return;
    const at = event.clientX - host.left;
    limit.onChange(at <= frame.left + 3 ? null : limitAt(toValue(Math.min(at, right)), domain));
  };
  const hold = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    dragging.current = true;
    setHeld(true);
  };
  const letGo = () => {
    dragging.current = false;
    setHeld(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by: Record<string, number> = {
      ArrowLeft: -1,
      ArrowDown: -1,
      ArrowRight: 1,
      ArrowUp: 1,
      PageDown: -10,
      PageUp: 10,
    };
    const steps = by[event.key];
    if (steps !== undefined) {
      const from = value ?? Math.max(0, domain[0]);
      limit.onChange(limitAt(from + steps * step, domain));
    } else if (['Delete', 'Backspace', 'Home', 'Escape'].includes(event.key)) limit.onChange(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={limit.name}
      aria-valuemin={0}
      aria-valuemax={Number(domain[1].toPrecision(3))}
      aria-valuenow={value ?? 0}
      aria-valuetext={value === null ? 'no limit' : limit.text(value)}
      onPointerDown={hold}
      onPointerMove={drag}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onKeyDown={onKeyDown}
      title={value === null ? 'Drag to set a limit' : 'Drag to move the limit'}
      className="group absolute cursor-ew-resize touch-none rounded-sm"
      style={{ left: x - reach, width: reach * 2, top: frame.top, height: frame.height }}
    >
      {value !== null && (
        <span
          className="absolute inset-y-0 left-1/2 border-l border-dashed border-ink opacity-70"
          style={isHeld ? { opacity: 1 } : undefined}
        />
      )}
      <span
        className={`absolute bottom-0 left-1/2 flex h-5 w-3 -translate-x-1/2 translate-y-1/2 items-center justify-center gap-0.5 rounded-sm border border-control bg-surface transition-colors group-hover:border-ink ${isHeld ? 'border-ink' : ''}`}
      >
        <span className="h-2.5 border-l border-control" />
        <span className="h-2.5 border-l border-control" />
      </span>
      {value !== null && (
        <span
          className={`pointer-events-none absolute -top-0.5 rounded-sm bg-page px-1 text-xs whitespace-nowrap text-muted ${x > frame.left + frame.width / 2 ? 'right-full -mr-1' : 'left-full -ml-1'}`}
        >
          {limit.text(value)}
        </span>
      )}
    </div>
  );
}
