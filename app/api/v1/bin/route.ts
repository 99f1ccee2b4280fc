import { binResponse, emptiedBin } from '@/lib/api/edit-contracts';
import { route } from '@/lib/server/route';
import { emptyBin, readBin } from '@/lib/services/edits/bin';

export const GET = route({
  access: 'signed-in',
  response: binResponse,
  handle: ({ context }) => readBin(context),
});

export const DELETE = route({
  access: 'signed-in',
  response: emptiedBin,
  handle: ({ context }) => emptyBin(context),
});
