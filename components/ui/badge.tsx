import type { ReactNode } from 'react';
import { classNames } from './class-names';

const tones = {
  neutral: 'bg-hover text-muted',
  accent: 'bg-accent-soft text-accent-strong',
  info: 'bg-hover text-muted',
  warning: 'bg-warning-soft text-warning',
  invalid: 'bg-danger-soft text-danger',
  good: 'bg-good-soft text-good',
} as const;
export type BadgeTone = keyof typeof tones;

export function Badge({
  tone = 'neutral',
  title,
  children,
}: {
  tone?: BadgeTone;
  title?: string;
  children: ReactNode;
}) {
  return (
    <span
      title={title}
      className={classNames('inline-block rounded-sm px-1.5 text-2xs leading-4.5 whitespace-nowrap', tones[tone])}
    >
      {children}
    </span>
  );
}
