import { previewResponse } from '@/lib/api/contracts';
import { route } from '@/lib/server/route';
import { answerImport } from '@/lib/server/uploads/answer-import';
import { previewImport } from '@/lib/services/imports/preview-import';

export const POST = route({
  access: 'signed-in',
  response: previewResponse,
  handle: ({ context, request }) =>
    answerImport(request, context, {
      response: previewResponse,
      work: (upload, talk) => previewImport(context, { ...upload, ...talk }),
    }),
});
