import { jobId, logPage, logQuery } from '@/lib/api/job-contracts';
import { answerWith } from '@/lib/server/answer-with';
import { textDownload } from '@/lib/server/text-download';
import { route } from '@/lib/server/route';
import { openJobLog, readJobLog } from '@/lib/services/jobs/read-job-log';

export const GET = route({
  access: 'signed-in',
  params: jobId,
  query: logQuery,
  handle: async ({ context, params, query }) => {
    if (query.format === 'json') return answerWith(logPage, await readJobLog(context, params.id, query));
    const { bytes, name } = await openJobLog(context, params.id, query);
    return textDownload(bytes, name);
  },
});
