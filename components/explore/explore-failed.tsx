import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

interface ExploreFailedProps {
  error: Error;
  isRetrying: boolean;
  onRetry: () => void;
}

export function ExploreFailed({ error, isRetrying, onRetry }: ExploreFailedProps) {
  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-2xl px-4 py-[10vh] outline-none">
      <h1 className="sr-only">Explore</h1>
      <Notice
        tone="danger"
        alert
        title="The points could not be read"
        actions={
          <Button look="primary" onClick={onRetry} disabled={isRetrying}>
            {isRetrying ? 'Trying…' : 'Try again'}
          </Button>
        }
      >
        {error.message} What the address says about the view is kept.
      </Notice>
    </main>
  );
}
