import { importResponse } from '@/lib/api/contracts';
import { importsResponse } from '@/lib/api/edit-contracts';
import { answerImport } from '@/lib/server/uploads/answer-import';
import { readIdempotencyKey, sentVia } from '@/lib/server/uploads/import-headers';
import { route } from '@/lib/server/route';
import { commitImport } from '@/lib/services/imports/commit-import';
import { listImports } from '@/lib/services/imports/list-imports';

export const GET = route({
  access: 'signed-in',
  response: importsResponse,
  handle: ({ context }) => listImports(context),
});

export const POST = route({
  access: 'signed-in',
  response: importResponse,
  handle: ({ context, request, caller }) => {
    const idempotencyKey = readIdempotencyKey(request);
    const via = sentVia(request, caller);
    return answerImport(request, context, {
      response: importResponse,
      work: (upload, talk) => commitImport(context, { ...upload, ...talk, idempotencyKey, via }),
    });
  },
});
