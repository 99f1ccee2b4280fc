'use client';

import { Popover as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';

/** Something small that opens beside its trigger and holds more than a list. */
export function Popover({ trigger, children }: { trigger: ReactNode; children: ReactNode }) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 w-[min(20rem,calc(100vw-1rem))] rounded-lg border border-line-strong bg-surface p-3 shadow-pop outline-none"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
