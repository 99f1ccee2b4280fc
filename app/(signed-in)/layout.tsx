import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { Header } from '@/components/shell/header';
import { EventFollower } from '@/components/shell/event-follower';
import { parseTheme, themeCookie } from '@/components/shell/theme';
import { authorisePage } from '@/lib/server/page';

/** Authorises before anything is sent: below a `loading.tsx` the status would be 200 already. Each page does it too. */
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  await authorisePage();
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <>
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <Header theme={theme} />
      <EventFollower />
      {children}
    </>
  );
}
