import { editRequest, writtenChange } from '@/lib/api/edit-contracts';
import { route } from '@/lib/server/route';
import { sentVia } from '@/lib/server/uploads/import-headers';
import { editMeasurements } from '@/lib/services/edits/edit-measurements';

export const POST = route({
  access: 'signed-in',
  body: editRequest,
  response: writtenChange,
  handle: ({ context, body, request, caller }) => editMeasurements(context, { ...body, by: sentVia(request, caller) }),
});
