import type { ComponentProps } from 'react';
import { classNames } from './class-names';

const looks = {
  plain: 'border-line-strong bg-surface hover:bg-hover',
  primary: 'border-accent bg-accent text-on-accent font-medium hover:bg-accent-strong hover:border-accent-strong',
  quiet: 'border-transparent hover:bg-hover',
  danger: 'border-danger text-danger bg-surface hover:bg-danger-soft',
} as const;

export interface ButtonLook {
  look?: keyof typeof looks;
  size?: 'small' | 'medium';
}

export function buttonClass({ look = 'plain', size = 'medium' }: ButtonLook = {}): string {
  return classNames(
    'inline-flex items-center justify-center gap-1.5 rounded-md border whitespace-nowrap select-none',
    'transition-colors disabled:pointer-events-none disabled:opacity-45 data-[state=open]:bg-hover',
    size === 'small' ? 'h-6.5 px-2 text-xs' : 'h-7.5 px-2.5 text-sm',
    looks[look],
  );
}

export function Button({ look, size, className, type = 'button', ...rest }: ButtonLook & ComponentProps<'button'>) {
  return <button type={type} className={classNames(buttonClass({ look, size }), className)} {...rest} />;
}

/** A square button that shows only an icon; `label` is its name and its tooltip. */
export function IconButton({
  label,
  className,
  type = 'button',
  ...rest
}: { label: string } & ComponentProps<'button'>) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={classNames(
        'inline-flex size-7 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-ink disabled:opacity-45',
        className,
      )}
      {...rest}
    />
  );
}

/** A button that is on or off. */
export function Toggle({ pressed, className, ...rest }: { pressed: boolean } & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      className={classNames(
        'inline-flex h-6.5 items-center gap-1.5 rounded-md border px-2 text-xs whitespace-nowrap transition-colors select-none',
        pressed
          ? 'border-accent bg-accent-soft text-ink'
          : 'border-line-strong bg-surface text-muted hover:bg-hover hover:text-ink',
        className,
      )}
      {...rest}
    />
  );
}
