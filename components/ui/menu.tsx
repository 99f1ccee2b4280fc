'use client';

import Link from 'next/link';
import { DropdownMenu as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { buttonClass } from './button';
import { classNames } from './class-names';
import { Icon } from './icon';

const itemClass =
  'relative flex min-h-7.5 items-center gap-2 rounded-md px-2 py-1 text-sm outline-none select-none data-highlighted:bg-hover data-disabled:opacity-45';

interface MenuProps {
  trigger: ReactNode;
  label?: string;
  look?: 'plain' | 'quiet';
  children: ReactNode;
}

/** A button that opens a list of actions or of things to tick. `label` names it where `trigger` alone would not. */
export function Menu({ trigger, label, look = 'plain', children }: MenuProps) {
  return (
    <Primitive.Root modal={false}>
      <Primitive.Trigger aria-label={label} className={classNames(buttonClass({ look, size: 'small' }), 'max-w-full')}>
        {trigger}
        <Icon name="caret" size={12} className="shrink-0 text-muted" />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) max-w-[min(22rem,calc(100vw-1rem))] min-w-44 overflow-y-auto rounded-lg border border-line-strong bg-surface p-1 shadow-pop"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export function MenuItem({ onSelect, children }: { onSelect: () => void; children: ReactNode }) {
  return (
    <Primitive.Item onSelect={onSelect} className={itemClass}>
      {children}
    </Primitive.Item>
  );
}

/** A place to go to; `isHere` marks the one that is open. */
export function MenuLink({ href, isHere, children }: { href: string; isHere: boolean; children: ReactNode }) {
  return (
    <Primitive.Item asChild className={classNames(itemClass, isHere && 'font-semibold')}>
      <Link href={href} aria-current={isHere ? 'page' : undefined}>
        {children}
      </Link>
    </Primitive.Item>
  );
}

interface MenuCheckProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}

/** Ticking keeps the menu open, so that several can be ticked. */
export function MenuCheck({ checked, onChange, children }: MenuCheckProps) {
  return (
    <Primitive.CheckboxItem
      checked={checked}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
      className={classNames(itemClass, 'pl-8')}
    >
      <span className="absolute left-2 flex size-4 items-center justify-center rounded-sm border border-control">
        <Primitive.ItemIndicator>
          <Icon name="check" size={12} className="text-accent" />
        </Primitive.ItemIndicator>
      </span>
      {children}
    </Primitive.CheckboxItem>
  );
}

export function MenuNote({ children }: { children: ReactNode }) {
  return <Primitive.Label className="px-2 py-1.5 text-xs text-muted">{children}</Primitive.Label>;
}

export function MenuLine() {
  return <Primitive.Separator className="my-1 h-px bg-line" />;
}
