import { deletionRequest, writtenChange } from '@/lib/api/edit-contracts';
import { route } from '@/lib/server/route';
import { sentVia } from '@/lib/server/uploads/import-headers';
import { deleteMeasurements } from '@/lib/services/edits/delete-measurements';

export const POST = route({
  access: 'signed-in',
  body: deletionRequest,
  response: writtenChange,
  handle: ({ context, body, request, caller }) =>
    deleteMeasurements(context, { ...body, by: sentVia(request, caller) }),
});
