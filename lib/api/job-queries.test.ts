import { QueryClient, type QueryKey } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { jobQuery, jobsQuery, onJobsFrame, targetsQuery } from './job-queries';

describe('onJobsFrame', () => {
  it('has lists, the job that is shown and the queues asked for anew', () => {
    const queryClient = new QueryClient();
    const known: QueryKey[] = [jobsQuery().queryKey, jobQuery('a').queryKey, targetsQuery().queryKey];
    for (const queryKey of known) queryClient.setQueryData(queryKey, {});
    onJobsFrame(queryClient);
    expect(known.map((queryKey) => queryClient.getQueryState(queryKey)?.isInvalidated)).toEqual([true, true, true]);
  });
});
