import { healthResponse } from '@/lib/api/contracts';
import { route } from '@/lib/server/route';
import { checkHealth } from '@/lib/services/health/check-health';

export const GET = route({
  access: 'public',
  response: healthResponse,
  handle: async ({ context }) => {
    const health = await checkHealth(context);
    return health.status === 'ok' ? health : Response.json(health, { status: 503 });
  },
});
