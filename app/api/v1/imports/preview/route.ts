import { previewResponse } from '@/lib/api/contracts';
import { route } from '@/lib/server/route';
import { withUpload } from '@/lib/server/uploads/with-upload';
import { previewImport } from '@/lib/services/imports/preview-import';

export const POST = route({
  access: 'signed-in',
  response: previewResponse,
  handle: ({ context, request }) => withUpload(context, request, (upload) => previewImport(context, upload)),
});
