import { eventStream } from '@/lib/server/event-stream';
import { route } from '@/lib/server/route';

export const GET = route({
  access: 'signed-in',
  handle: async ({ request, context }) => eventStream(context, request),
});
