'use client';

import { AlertDialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { buttonClass } from './button';

interface ConfirmProps {
  trigger: ReactNode;
  title: string;
  /** What will be gone, and what stays. */
  children: ReactNode;
  action: string;
  onConfirm: () => void;
}

/** Asks before something is taken away. */
export function Confirm({ trigger, title, children, action, onConfirm }: ConfirmProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-[#00000055]" />
        <Primitive.Content className="fixed top-[20vh] left-1/2 z-50 w-[min(26rem,92vw)] -translate-x-1/2 rounded-lg border border-line-strong bg-surface p-5 shadow-pop outline-none">
          <Primitive.Title className="text-lg font-semibold">{title}</Primitive.Title>
          <Primitive.Description asChild>
            <div className="mt-2 text-muted">{children}</div>
          </Primitive.Description>
          <div className="mt-5 flex justify-end gap-2">
            <Primitive.Cancel className={buttonClass()}>Keep</Primitive.Cancel>
            <Primitive.Action className={buttonClass({ look: 'danger' })} onClick={onConfirm}>
              {action}
            </Primitive.Action>
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
