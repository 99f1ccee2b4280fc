'use client';

import { Select as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { buttonClass } from './button';
import { classNames } from './class-names';
import { Icon } from './icon';

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  /** A second line: what choosing it means. */
  description?: string;
}
export interface SelectGroup<Value extends string> {
  label: string | null;
  options: SelectOption<Value>[];
}

interface SelectProps<Value extends string> {
  label: string;
  value: Value;
  groups: SelectGroup<Value>[];
  onChange: (value: Value) => void;
  /** What the closed control shows; the option's label when absent. */
  children?: ReactNode;
  /** Text before the value, "Frontier". */
  prefix?: string;
  look?: 'plain' | 'quiet';
  size?: 'small' | 'medium';
  className?: string;
}

export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, value, groups, onChange, children, prefix, look = 'plain', size = 'medium', className } = props;
  return (
    <Primitive.Root value={value} onValueChange={(next) => onChange(next as Value)}>
      <Primitive.Trigger
        aria-label={label}
        className={classNames(buttonClass({ look, size }), 'max-w-full', className)}
      >
        {prefix !== undefined && <span className="text-muted">{prefix}</span>}
        <span className="truncate">
          <Primitive.Value>{children}</Primitive.Value>
        </span>
        <Icon name="caret" size={12} className="shrink-0 text-muted" />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-select-content-available-height) max-w-[min(26rem,calc(100vw-1rem))] min-w-(--radix-select-trigger-width) overflow-hidden rounded-lg border border-line-strong bg-surface shadow-pop"
        >
          <Primitive.Viewport className="max-h-[min(30rem,var(--radix-select-content-available-height))] p-1">
            {groups.map((group, index) => (
              <Primitive.Group key={group.label ?? index}>
                {group.label !== null && (
                  <Primitive.Label className="caption px-2 pt-2 pb-1">{group.label}</Primitive.Label>
                )}
                {group.options.map((option) => (
                  <SelectItem key={option.value} option={option} />
                ))}
              </Primitive.Group>
            ))}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

function SelectItem({ option }: { option: SelectOption<string> }) {
  return (
    <Primitive.Item
      value={option.value}
      className="relative rounded-md py-1 pr-2 pl-7 text-sm outline-none select-none data-highlighted:bg-hover"
    >
      <Primitive.ItemIndicator className="absolute top-2 left-2 text-accent">
        <Icon name="check" size={13} />
      </Primitive.ItemIndicator>
      <Primitive.ItemText>{option.label}</Primitive.ItemText>
      {option.description !== undefined && (
        <span className="block text-xs leading-snug text-muted">{option.description}</span>
      )}
    </Primitive.Item>
  );
}
