import { reimportRequest, writtenChange } from '@/lib/api/edit-contracts';
import { route } from '@/lib/server/route';
import { sentVia } from '@/lib/server/uploads/import-headers';
import { reimport } from '@/lib/services/edits/reimport';

export const POST = route({
  access: 'signed-in',
  body: reimportRequest,
  response: writtenChange,
  handle: ({ context, body, request, caller }) => reimport(context, { ...body, by: sentVia(request, caller) }),
});
