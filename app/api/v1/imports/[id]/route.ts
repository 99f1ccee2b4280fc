import { z } from 'zod';
import { undoneImport } from '@/lib/api/import-contracts';
import { route } from '@/lib/server/route';
import { undoImport } from '@/lib/services/imports/undo-import';

export const DELETE = route({
  access: 'signed-in',
  params: z.object({ id: z.string().max(100) }),
  response: undoneImport,
  handle: ({ context, params }) => undoImport(context, params.id),
});
