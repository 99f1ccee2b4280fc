import { pointsResponse } from '@/lib/server/points-response';
import { isUnchanged, notModified } from '@/lib/server/revalidation';
import { route } from '@/lib/server/route';
import { getState } from '@/lib/services/measurements/get-state';
import { listPoints } from '@/lib/services/measurements/list-points';

export const GET = route({
  access: 'signed-in',
  handle: async ({ context, request, headers }) => {
    const { revision, tag } = await getState(context);
    if (isUnchanged(request, headers, tag)) return notModified(headers);
    return pointsResponse(headers, revision, await listPoints(context));
  },
});
