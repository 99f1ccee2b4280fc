import type { ReactNode } from 'react';

const column = 'sticky top-(--header-height) h-[calc(100dvh-var(--header-height))] overflow-y-auto overscroll-contain';

interface ExploreLayoutProps {
  rail: ReactNode;
  children: ReactNode;
  panel: ReactNode;
  panelName?: string;
}

/** Filters, the page, and the pinned point: three columns where there is room for them. */
export function ExploreLayout({ rail, children, panel, panelName = 'Lines' }: ExploreLayoutProps) {
  return (
    <div className="grid grid-cols-1 md:grid-cols-[13.5rem_minmax(0,1fr)] xl:grid-cols-[14.5rem_minmax(0,1fr)_19.5rem]">
      <aside aria-label="Filters" className={`border-r border-line px-4 py-3 max-md:hidden ${column}`}>
        {rail}
      </aside>
      <main id="content" tabIndex={-1} className="flex min-w-0 flex-col gap-3 px-3 py-3 outline-none sm:px-5">
        {children}
      </main>
      <aside aria-label={panelName} tabIndex={0} className={`border-l border-line px-4 py-3 max-xl:hidden ${column}`}>
        {panel}
      </aside>
    </div>
  );
}
