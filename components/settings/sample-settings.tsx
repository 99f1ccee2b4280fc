'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '@/components/ui/button';
import { useIsHydrated } from '@/components/ui/use-is-hydrated';
import { loadSamplesMutation, pointsQuery, removeSamplesMutation } from '@/lib/api/queries';
import { formatCount } from '@/lib/units/format';
import { SettingsSection } from './settings-section';

/** Kneepoint's own sample data: there or not. */
export function SampleSettings() {
  const queryClient = useQueryClient();
  const { data } = useQuery({
    ...pointsQuery(),
    select: ({ points }) => points.filter(({ sample }) => sample).length,
  });
  const isHydrated = useIsHydrated();
  const samples = isHydrated ? data : undefined;
  const load = useMutation(loadSamplesMutation(queryClient));
  const remove = useMutation(removeSamplesMutation(queryClient));
  const isBusy = load.isPending || remove.isPending;
  const error = load.error ?? remove.error;
  return (
    <SettingsSection
      title="Sample data"
      about="Published measurements by KubeAI, Lambda and Modal, marked as samples. Removing them touches nothing of yours."
    >
      <div className="flex items-center gap-3">
        {samples === undefined ? (
          <Button disabled>Sample data</Button>
        ) : samples > 0 ? (
          <Button disabled={isBusy} onClick={() => remove.mutate()}>
            {isBusy ? 'Removing…' : 'Remove sample data'}
          </Button>
        ) : (
          <Button disabled={isBusy} onClick={() => load.mutate()}>
            {isBusy ? 'Loading…' : 'Load sample data'}
          </Button>
        )}
        <p role="status" className="text-muted">
          {error?.message ??
            (samples === undefined ? '' : samples === 0 ? 'Not there.' : `${formatCount(samples)} points.`)}
        </p>
      </div>
    </SettingsSection>
  );
}
