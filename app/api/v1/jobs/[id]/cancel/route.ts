import { jobId, jobSummary } from '@/lib/api/job-contracts';
import { route } from '@/lib/server/route';
import { cancelJob } from '@/lib/services/jobs/cancel-job';

export const POST = route({
  access: 'signed-in',
  params: jobId,
  response: jobSummary,
  handle: ({ context, params }) => cancelJob(context, params.id),
});
