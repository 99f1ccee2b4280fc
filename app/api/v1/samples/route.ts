import { samplesResponse } from '@/lib/api/contracts';
import { route } from '@/lib/server/route';
import { loadSamples } from '@/lib/services/samples/load-samples';
import { removeSamples } from '@/lib/services/samples/remove-samples';

export const POST = route({
  access: 'signed-in',
  response: samplesResponse,
  handle: ({ context }) => loadSamples(context),
});

export const DELETE = route({
  access: 'signed-in',
  response: samplesResponse,
  handle: ({ context }) => removeSamples(context),
});
