'use client';

import { useMutation } from '@tanstack/react-query';
import { Button } from '@/components/ui/button';
import { api } from '@/lib/api/queries';
import { SettingsSection } from './settings-section';

/** Who may come in, and leaving. */
export function SessionSettings() {
  const signOut = useMutation({ mutationFn: () => api.signOut(), onSuccess: () => window.location.reload() });
  return (
    <SettingsSection
      title="Access"
      about={
        <>
          This browser is signed in by a cookie. The command line and other programs send the token in the file{' '}
          <code className="font-mono text-ink">token</code> of the data folder as a bearer token, or whatever{' '}
          <code className="font-mono text-ink">KNEEPOINT_TOKEN</code> is set to.
        </>
      }
    >
      <div className="flex items-center gap-3">
        <Button disabled={signOut.isPending} onClick={() => signOut.mutate()}>
          Sign out
        </Button>
        <p role="status" className="text-danger">
          {signOut.error?.message ?? ''}
        </p>
      </div>
    </SettingsSection>
  );
}
