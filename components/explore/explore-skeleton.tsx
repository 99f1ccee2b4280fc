import { Skeleton } from '@/components/ui/skeleton';
import { ExploreLayout } from './explore-layout';

/** The page's outline while its points are on their way; everything keeps its place when they arrive. */
export function ExploreSkeleton() {
  const rail = (
    <div className="flex flex-col gap-4" aria-hidden="true">
      {[5, 3, 4, 3, 2].map((chips, group) => (
        <div key={group} className="flex flex-col gap-1.5">
          <Skeleton className="h-3 w-14" />
          <div className="flex flex-wrap gap-1">
            {Array.from({ length: chips }, (_, chip) => (
              <Skeleton key={chip} className={chip % 2 === 0 ? 'h-6 w-24' : 'h-6 w-14'} />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
  return (
    <ExploreLayout rail={rail} panel={<Skeleton className="h-3 w-20" />}>
      <p role="status" className="sr-only">
        Loading the points…
      </p>
      <div className="flex flex-col gap-2">
        <Skeleton className="h-6 w-[70%]" />
        <Skeleton className="h-4 w-[52%]" />
      </div>
      <Skeleton className="h-7.5 w-full" />
      <Skeleton className="h-4 w-40" />
      <ChartSkeleton />
      <Skeleton className="h-4 w-72 self-center" />
      <div className="flex flex-col gap-2">
        {Array.from({ length: 6 }, (_, row) => (
          <Skeleton key={row} className="h-5.5 w-full" />
        ))}
      </div>
    </ExploreLayout>
  );
}

export function ChartSkeleton() {
  return <Skeleton className="h-[clamp(20rem,52dvh,40rem)] w-full" />;
}
