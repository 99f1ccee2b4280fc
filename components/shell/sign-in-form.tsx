'use client';

import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { signInMutation } from '@/lib/api/queries';

export function SignInForm() {
  const [token, setToken] = useState('');
  const signIn = useMutation({ ...signInMutation(), onSuccess: () => window.location.reload() });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    signIn.mutate(token.trim());
  };
  return (
    <form onSubmit={submit} className="flex max-w-md flex-col gap-3">
      <Field
        label="Token"
        name="token"
        type="password"
        required
        autoComplete="current-password"
        value={token}
        onChange={(event) => setToken(event.target.value)}
        error={signIn.error?.message ?? null}
      />
      <Button type="submit" look="primary" className="self-start" disabled={signIn.isPending || token.trim() === ''}>
        {signIn.isPending ? 'Signing in…' : 'Sign in'}
      </Button>
    </form>
  );
}
