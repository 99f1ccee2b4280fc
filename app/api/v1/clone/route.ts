import { cloneQuery, cloneResponse } from '@/lib/api/job-contracts';
import { route } from '@/lib/server/route';
import { cloneJob } from '@/lib/services/jobs/clone-job';

export const GET = route({
  access: 'signed-in',
  query: cloneQuery,
  response: cloneResponse,
  handle: ({ context, query }) => cloneJob(context, query),
});
