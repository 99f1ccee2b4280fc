import { z } from 'zod';
import { writtenChange } from '@/lib/api/edit-contracts';
import { route } from '@/lib/server/route';
import { sentVia } from '@/lib/server/uploads/import-headers';
import { undoChange } from '@/lib/services/edits/undo-change';

export const POST = route({
  access: 'signed-in',
  params: z.object({ id: z.string().max(64) }),
  response: writtenChange,
  handle: ({ context, params, request, caller }) =>
    undoChange(context, { id: params.id, by: sentVia(request, caller) }),
});
