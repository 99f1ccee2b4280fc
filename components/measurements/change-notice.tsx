import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { Actions } from './use-actions';

/** What was just done, with the way back; or why it was not. */
export function ChangeNotice({ actions: { outcome, isBusy, undo, dismiss } }: { actions: Actions }) {
  if (outcome.kind === 'none') return null;
  if (outcome.kind === 'refused') {
    return (
      <Notice tone="danger" alert title="Nothing was changed" actions={<Button onClick={dismiss}>Close</Button>}>
        {outcome.error.message}
      </Notice>
    );
  }
  const { id, summary } = outcome.change;
  if (id === null) return <p role="status">Nothing to change: everything is so already.</p>;
  return (
    <Notice tone="good" className="flex flex-wrap items-center justify-between gap-2">
      <span role="status">{summary}.</span>
      <span className="ml-3 inline-flex gap-2">
        <Button size="small" disabled={isBusy} onClick={() => undo(id)}>
          {outcome.isUndo ? 'Do it again' : 'Undo'}
        </Button>
        <Button size="small" look="quiet" onClick={dismiss}>
          Close
        </Button>
      </span>
    </Notice>
  );
}
