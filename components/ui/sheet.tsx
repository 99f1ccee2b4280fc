'use client';

import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from './button';
import { classNames } from './class-names';
import { Icon } from './icon';

const places = {
  left: 'inset-y-0 left-0 w-[min(20rem,88vw)] border-r',
  right: 'inset-y-0 right-0 w-[min(23rem,94vw)] border-l',
  bottom: 'inset-x-0 bottom-0 max-h-[82dvh] rounded-t-lg border-t',
} as const;

interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  side: keyof typeof places;
  children: ReactNode;
}

/** A panel over the page for what has no room beside it. */
export function Sheet({ open, onOpenChange, title, side, children }: SheetProps) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-[#00000055]" />
        <Primitive.Content
          aria-describedby={undefined}
          className={classNames(
            'fixed z-50 flex flex-col overflow-hidden border-line-strong bg-page shadow-pop outline-none',
            places[side],
          )}
        >
          <div className="flex items-center justify-between border-b border-line py-1.5 pr-2 pl-4">
            <Primitive.Title className="font-semibold">{title}</Primitive.Title>
            <Primitive.Close asChild>
              <IconButton label="Close">
                <Icon name="close" />
              </IconButton>
            </Primitive.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
