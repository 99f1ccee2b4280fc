'use client';

import { useQuery } from '@tanstack/react-query';
import { useIsHydrated } from '@/components/ui/use-is-hydrated';
import { pointsQuery } from '@/lib/api/queries';
import { ExploreEmpty } from './explore-empty';
import { ExploreFailed } from './explore-failed';
import { ExploreSkeleton } from './explore-skeleton';
import { ExploreView } from './explore-view';

/** The Explore page in whichever state its points are. */
export function ExplorePage() {
  const { data, error, refetch, isFetching } = useQuery(pointsQuery());
  const isHydrated = useIsHydrated();
  if (data === undefined || !isHydrated) {
    return error === null ? (
      <ExploreSkeleton />
    ) : (
      <ExploreFailed error={error} isRetrying={isFetching} onRetry={() => void refetch()} />
    );
  }
  return data.points.length === 0 ? <ExploreEmpty /> : <ExploreView points={data.points} />;
}
