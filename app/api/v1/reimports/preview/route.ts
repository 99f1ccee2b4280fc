import { reimportPreviewRequest, reimportPreviewResponse } from '@/lib/api/edit-contracts';
import { route } from '@/lib/server/route';
import { previewReimport } from '@/lib/services/edits/reimport';

export const POST = route({
  access: 'signed-in',
  body: reimportPreviewRequest,
  response: reimportPreviewResponse,
  handle: ({ context, body }) => previewReimport(context, body.of),
});
