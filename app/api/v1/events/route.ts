import { route } from '@/lib/server/route';
import { revisionEvents } from '@/lib/server/revision-events';

export const GET = route({
  access: 'signed-in',
  handle: async ({ request, context }) => revisionEvents(context, request.signal),
});
