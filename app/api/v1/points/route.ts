import { pointsResponse } from '@/lib/api/contracts';
import { isUnchanged, notModified } from '@/lib/server/revalidation';
import { route } from '@/lib/server/route';
import { getState } from '@/lib/services/measurements/get-state';
import { listPoints } from '@/lib/services/measurements/list-points';

export const GET = route({
  access: 'signed-in',
  response: pointsResponse,
  handle: async ({ context, request, headers }) => {
    const { revision, tag } = await getState(context);
    if (isUnchanged(request, headers, tag)) return notModified(headers);
    return { revision, points: await listPoints(context) };
  },
});
