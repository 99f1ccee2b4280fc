import { importResponse } from '@/lib/api/contracts';
import { readIdempotencyKey, sentVia } from '@/lib/server/uploads/import-headers';
import { route } from '@/lib/server/route';
import { withUpload } from '@/lib/server/uploads/with-upload';
import { commitImport } from '@/lib/services/imports/commit-import';

export const POST = route({
  access: 'signed-in',
  response: importResponse,
  handle: ({ context, request, caller }) => {
    const idempotencyKey = readIdempotencyKey(request);
    const via = sentVia(request, caller);
    return withUpload(context, request, (upload) => commitImport(context, { ...upload, idempotencyKey, via }));
  },
});
