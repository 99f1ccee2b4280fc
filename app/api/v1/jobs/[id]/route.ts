import { jobDetail, jobId } from '@/lib/api/job-contracts';
import { route } from '@/lib/server/route';
import { getJob } from '@/lib/services/jobs/get-job';

export const GET = route({
  access: 'signed-in',
  params: jobId,
  response: jobDetail,
  handle: ({ context, params }) => getJob(context, params.id),
});
