import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon } from './icon';

const tones = {
  neutral: 'border-line-strong bg-surface',
  warning: 'border-warning bg-warning-soft',
  danger: 'border-danger bg-danger-soft',
  good: 'border-good bg-good-soft',
} as const;

interface NoticeProps {
  tone?: keyof typeof tones;
  title?: string;
  /** Announced as soon as it shows. */
  alert?: boolean;
  actions?: ReactNode;
  children?: ReactNode;
  className?: string;
}

/** Something to know before going on: what happened and what can be done. */
export function Notice({ tone = 'neutral', title, alert = false, actions, children, className }: NoticeProps) {
  return (
    <div
      role={alert ? 'alert' : undefined}
      className={classNames('rounded-md border border-l-3 px-3 py-2', tones[tone], className)}
    >
      {title !== undefined && (
        <p className="flex items-center gap-1.5 font-semibold">
          {(tone === 'danger' || tone === 'warning') && <Icon name="warning" size={14} />}
          {title}
        </p>
      )}
      {children !== undefined && <div className={title === undefined ? '' : 'mt-1'}>{children}</div>}
      {actions !== undefined && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
