import { Skeleton } from '@/components/ui/skeleton';

/** A table's outline while it is on its way. */
export function TableSkeleton() {
  return (
    <div className="flex flex-col gap-2">
      <p role="status" className="sr-only">
        Loading…
      </p>
      <Skeleton className="h-7.5 w-80 max-w-full" />
      {Array.from({ length: 12 }, (_, row) => (
        <Skeleton key={row} className="h-7 w-full" />
      ))}
    </div>
  );
}
