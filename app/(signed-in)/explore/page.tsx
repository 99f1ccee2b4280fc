import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ExplorePage } from '@/components/explore/explore-page';
import { ExploreSkeleton } from '@/components/explore/explore-skeleton';
import { authorisePage } from '@/lib/server/page';

export const metadata: Metadata = { title: 'Explore' };

export default async function Page() {
  await authorisePage();
  return (
    <Suspense fallback={<ExploreSkeleton />}>
      <ExplorePage />
    </Suspense>
  );
}
