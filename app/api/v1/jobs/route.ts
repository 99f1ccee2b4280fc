import {
  createdJob,
  createJobQuery,
  dryRunResponse,
  jobRequest,
  jobsQuery,
  jobsResponse,
} from '@/lib/api/job-contracts';
import { answerWith } from '@/lib/server/answer-with';
import { readIdempotencyKey } from '@/lib/server/uploads/import-headers';
import { route } from '@/lib/server/route';
import { createJob } from '@/lib/services/jobs/create-job';
import { listJobs } from '@/lib/services/jobs/list-jobs';
import { previewJob } from '@/lib/services/jobs/preview-job';

export const GET = route({
  access: 'signed-in',
  query: jobsQuery,
  response: jobsResponse,
  handle: ({ context, query }) => listJobs(context, { ...query, open: query.open === 'true' }),
});

export const POST = route({
  access: 'signed-in',
  query: createJobQuery,
  body: jobRequest,
  handle: async ({ context, query, body, request }) => {
    if (query.dryRun === 'true') return answerWith(dryRunResponse, await previewJob(context, body));
    const job = await createJob(context, body, readIdempotencyKey(request));
    const href = `/api/v1/jobs/${job.id}`;
    return answerWith(createdJob, { id: job.id, href, job }, { status: 202, headers: { location: href } });
  },
});
