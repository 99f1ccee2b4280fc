import type { ReactNode } from 'react';
import { notReported } from '@/lib/units/format';

export interface Fact {
  name: ReactNode;
  value: ReactNode;
  /** How the value came about, under it. */
  note?: string | null;
}

/** Names and values, aligned; what is not reported is said so, not left out. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="flex flex-col">
      {facts.map(({ name, value, note }, index) => (
        <div
          key={index}
          className="flex flex-wrap items-baseline justify-between gap-x-3 border-t border-line py-1 first:border-t-0"
        >
          <dt className="text-muted">{name}</dt>
          <dd className={`text-right break-words ${value === notReported ? 'text-muted' : ''}`}>{value}</dd>
          {note != null && <dd className="basis-full text-right text-xs text-muted">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}

export function PanelSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="caption">{title}</h3>
      {children}
    </section>
  );
}
