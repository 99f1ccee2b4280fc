import type { ReactNode } from 'react';

interface TooltipProps {
  x: number;
  y: number;
  width: number;
  height: number;
  children: ReactNode;
}

/** Beside the mark, on the side with more room. */
export function Tooltip({ x, y, width, height, children }: TooltipProps) {
  const toLeft = x > width * 0.55;
  const upwards = y > height * 0.55;
  return (
    <div
      className="pointer-events-none absolute z-20 w-max max-w-[20rem] rounded-lg border border-line-strong bg-surface px-3 py-2 shadow-pop"
      style={{
        left: x + (toLeft ? -14 : 14),
        top: y + (upwards ? -10 : 10),
        transform: `translate(${toLeft ? '-100%' : '0'}, ${upwards ? '-100%' : '0'})`,
      }}
    >
      {children}
    </div>
  );
}
