import type { ReactNode } from 'react';
import { Icon } from './icon';

interface DisclosureProps {
  summary: ReactNode;
  open?: boolean;
  children: ReactNode;
}

/** A section that folds; the browser's own, so it opens for a search in the page too. */
export function Disclosure({ summary, open = false, children }: DisclosureProps) {
  return (
    <details open={open} className="group">
      <summary className="caption flex list-none items-center gap-1 rounded-sm py-0.5 hover:text-ink">
        <Icon name="caret" size={11} className="-rotate-90 transition-transform group-open:rotate-0" />
        {summary}
      </summary>
      <div className="pt-1">{children}</div>
    </details>
  );
}
