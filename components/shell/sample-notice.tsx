'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { useIsHydrated } from '@/components/ui/use-is-hydrated';
import { pointsQuery, removeSamplesMutation } from '@/lib/api/queries';

/** Says that sample data is among what is shown, and takes it away in one click (Settings brings it back). */
export function SampleNotice({ strip = false }: { strip?: boolean }) {
  const { data: samples = 0 } = useQuery({
    ...pointsQuery(),
    select: ({ points }) => points.filter((point) => point.sample).length,
  });
  const remove = useMutation(removeSamplesMutation(useQueryClient()));
  const isHydrated = useIsHydrated();
  if (samples === 0 || !isHydrated) return null;
  return (
    <div
      className={classNames(
        'flex items-center gap-2 text-xs text-muted',
        strip && 'justify-between border-b border-line px-3 py-1',
      )}
    >
      <span>
        {remove.isError ? `The samples are still here: ${remove.error.message}` : `Sample data · ${samples} points`}
      </span>
      <Button size="small" disabled={remove.isPending} onClick={() => remove.mutate()}>
        {remove.isPending ? 'Removing…' : 'Remove sample data'}
      </Button>
    </div>
  );
}
