import { alias, aliasesResponse } from '@/lib/api/contracts';
import { route } from '@/lib/server/route';
import { deleteAlias } from '@/lib/services/aliases/delete-alias';
import { listAliases } from '@/lib/services/aliases/list-aliases';
import { putAlias } from '@/lib/services/aliases/put-alias';

export const GET = route({
  access: 'signed-in',
  response: aliasesResponse,
  handle: ({ context }) => listAliases(context),
});

export const PUT = route({
  access: 'signed-in',
  body: alias,
  handle: ({ context, body }) => putAlias(context, body),
});

export const DELETE = route({
  access: 'signed-in',
  query: alias.pick({ kind: true, name: true }),
  handle: ({ context, query }) => deleteAlias(context, query),
});
