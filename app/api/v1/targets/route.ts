import { targetsResponse } from '@/lib/api/job-contracts';
import { route } from '@/lib/server/route';
import { listTargets } from '@/lib/services/targets/list-targets';

export const GET = route({
  access: 'signed-in',
  response: targetsResponse,
  handle: ({ context }) => listTargets(context),
});
