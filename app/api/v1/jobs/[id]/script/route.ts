import { jobId } from '@/lib/api/job-contracts';
import { textDownload } from '@/lib/server/text-download';
import { route } from '@/lib/server/route';
import { getJobScript } from '@/lib/services/jobs/get-job-script';

export const GET = route({
  access: 'signed-in',
  params: jobId,
  handle: async ({ context, params }) => {
    const { pieces, name } = await getJobScript(context, params.id);
    return textDownload(pieces, name);
  },
});
