import { jobId, jobSummary } from '@/lib/api/job-contracts';
import { route } from '@/lib/server/route';
import { retryJob } from '@/lib/services/jobs/retry-job';

export const POST = route({
  access: 'signed-in',
  params: jobId,
  response: jobSummary,
  handle: ({ context, params }) => retryJob(context, params.id),
});
