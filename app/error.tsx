'use client';

import { MessagePage } from '@/components/shell/message-page';
import { Button } from '@/components/ui/button';

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <MessagePage title="This page broke">
      <p>
        Nothing stored is lost. Try once more; if it breaks again, the launcher&apos;s output says why
        {error.digest === undefined ? '.' : ` (digest ${error.digest}).`}
      </p>
      <Button look="primary" className="self-start" onClick={reset}>
        Try again
      </Button>
    </MessagePage>
  );
}
