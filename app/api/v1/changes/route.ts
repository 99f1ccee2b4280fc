import { changesQuery, changesResponse } from '@/lib/api/edit-contracts';
import { route } from '@/lib/server/route';
import { listChanges } from '@/lib/services/edits/list-changes';

export const GET = route({
  access: 'signed-in',
  query: changesQuery,
  response: changesResponse,
  handle: ({ context, query }) => listChanges(context, query),
});
