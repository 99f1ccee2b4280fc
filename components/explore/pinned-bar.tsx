'use client';

import { type ReactNode, useState } from 'react';
import { Button, IconButton } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Sheet } from '@/components/ui/sheet';
import type { Exploration } from '@/lib/domain/exploration';
import type { Point } from '@/lib/domain/point';
import { modelName, topologyName, withUnit } from './point-words';

interface PinnedBarProps {
  point: Point | null;
  exploration: Exploration;
  onUnpin: () => void;
  children: ReactNode;
}

/** Where there is no room for a third column: the pinned point in short, and its details in a sheet. */
export function PinnedBar({ point, exploration, onUnpin, children }: PinnedBarProps) {
  const [open, setOpen] = useState(false);
  const numbers = [exploration.y, exploration.x].flatMap((metric) => {
    const value = point === null ? null : metric.value(point);
    return value === null ? [] : [withUnit(metric, value)];
  });
  return (
    <div className="sticky bottom-0 z-20 -mx-3 mt-auto border-t border-line-strong bg-surface px-3 py-2 sm:-mx-5 sm:px-5 xl:hidden">
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <p className="truncate font-semibold">
            {point === null ? 'This point is not here' : `${modelName(point)} · ${topologyName(point)}`}
          </p>
          <p className="truncate text-xs text-muted">{numbers.join(' · ')}</p>
        </div>
        <Button onClick={() => setOpen(true)}>Details</Button>
        <IconButton label="Unpin" onClick={onUnpin}>
          <Icon name="close" />
        </IconButton>
      </div>
      <Sheet open={open} onOpenChange={setOpen} title="Details" side="right">
        {children}
      </Sheet>
    </div>
  );
}
