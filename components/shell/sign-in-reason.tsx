'use client';

import { useSearchParams } from 'next/navigation';

const reasons: Record<string, string> = {
  used: 'This link was used already; each one works once.',
  expired: 'This link has run out.',
  invalid: 'This link is not one of this Kneepoint, or a part of it is missing.',
};

/** Why the one-time link that led here did not sign in. */
export function SignInReason() {
  const reason = reasons[useSearchParams().get('sign-in') ?? ''];
  if (reason === undefined) return null;
  return (
    <p role="alert">
      {reason} <code className="font-mono">npm run -s kneepoint -- open</code> prints a fresh one.
    </p>
  );
}
