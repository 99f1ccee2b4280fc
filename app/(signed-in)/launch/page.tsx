import type { Metadata } from 'next';
import { Suspense } from 'react';
import { LaunchPage } from '@/components/launch/launch-page';
import { authorisePage } from '@/lib/server/page';

export const metadata: Metadata = { title: 'Launch' };

export default async function Page() {
  await authorisePage();
  return (
    <Suspense>
      <LaunchPage />
    </Suspense>
  );
}
