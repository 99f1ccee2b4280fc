import { headers } from 'next/headers';
import { forbidden, unauthorized } from 'next/navigation';
import { findCaller } from './auth/authorise';
import { isOwnHost } from './auth/check-host';
import { readServerContext, type ServerContext } from './server-context';

/**
 * The first line of every page. Shows `app/forbidden.tsx` (403) under a foreign host name and `app/unauthorized.tsx`
 * (401) to whoever is not signed in; otherwise answers with what read services need.
 */
export async function authorisePage(): Promise<ServerContext> {
  const sent = await headers();
  const context = await readServerContext();
  if (!isOwnHost(sent.get('host'), context.allowedHosts)) forbidden();
  if ((await findCaller(context.secrets, sent)) === null) unauthorized();
  return context;
}
