import { Toggle } from '@/components/ui/button';
import { type PageView, pageViews } from './use-measurements-url';

const names: Record<PageView, string> = { measurements: 'All', imports: 'Imports', history: 'History' };

/** Which of the page's views shows. */
export function ViewTabs({ shown, onShow }: { shown: PageView; onShow: (view: PageView) => void }) {
  return (
    <div role="group" aria-label="View" className="flex gap-1">
      {pageViews.map((view) => (
        <Toggle key={view} pressed={view === shown} onClick={() => onShow(view)}>
          {names[view]}
        </Toggle>
      ))}
    </div>
  );
}
