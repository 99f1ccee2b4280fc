import { measurementsQuery, measurementsResponse } from '@/lib/api/contracts';
import { route } from '@/lib/server/route';
import { listMeasurements } from '@/lib/services/measurements/list-measurements';

export const GET = route({
  access: 'signed-in',
  query: measurementsQuery,
  response: measurementsResponse,
  handle: ({ context, query }) => listMeasurements(context, query),
});
