import { deletedJob, jobDetail, jobId } from '@/lib/api/job-contracts';
import { route } from '@/lib/server/route';
import { deleteJob } from '@/lib/services/jobs/delete-job';
import { getJob } from '@/lib/services/jobs/get-job';

export const GET = route({
  access: 'signed-in',
  params: jobId,
  response: jobDetail,
  handle: ({ context, params }) => getJob(context, params.id),
});

export const DELETE = route({
  access: 'signed-in',
  params: jobId,
  response: deletedJob,
  handle: ({ context, params }) => deleteJob(context, params.id),
});
