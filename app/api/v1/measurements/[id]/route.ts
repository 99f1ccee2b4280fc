import { z } from 'zod';
import { storedMeasurement } from '@/lib/api/contracts';
import { route } from '@/lib/server/route';
import { getMeasurement } from '@/lib/services/measurements/get-measurement';

export const GET = route({
  access: 'signed-in',
  params: z.object({ id: z.string().max(64) }),
  response: storedMeasurement,
  handle: ({ context, params }) => getMeasurement(context, params.id),
});
