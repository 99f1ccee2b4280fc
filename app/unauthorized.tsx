import { Suspense } from 'react';
import { MessagePage } from '@/components/shell/message-page';
import { SignInForm } from '@/components/shell/sign-in-form';
import { SignInReason } from '@/components/shell/sign-in-reason';

export const metadata = { title: 'Sign in' };

export default function Unauthorized() {
  return (
    <MessagePage title="Sign in">
      <Suspense>
        <SignInReason />
      </Suspense>
      <p>
        Open the link that the launcher printed when it started: it signs this browser in. Each link works once; the
        token below works as long as Kneepoint keeps its data folder.
      </p>
      <SignInForm />
      <p className="text-muted">
        The token is in the file <code className="font-mono text-ink">token</code> in the data folder (
        <code className="font-mono text-ink">./.kneepoint</code> unless{' '}
        <code className="font-mono text-ink">KNEEPOINT_DATA_DIR</code> says otherwise), or it is what{' '}
        <code className="font-mono text-ink">KNEEPOINT_TOKEN</code> was set to.
      </p>
    </MessagePage>
  );
}
