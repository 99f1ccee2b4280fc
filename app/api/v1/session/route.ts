import { sessionRequest } from '@/lib/api/contracts';
import { isToken } from '@/lib/server/auth/authorise';
import { isSecure } from '@/lib/server/auth/is-secure';
import { clearSessionCookie, createSessionCookie } from '@/lib/server/auth/session';
import { route } from '@/lib/server/route';
import { AppError } from '@/lib/services/errors';

export const POST = route({
  access: 'public',
  body: sessionRequest,
  handle: async ({ body, request, context: { secrets } }) => {
    if (!isToken(secrets, body.token)) throw new AppError('unauthorised', 'This is not the token of this Kneepoint.');
    const cookie = await createSessionCookie(secrets, { secure: isSecure(request) });
    return new Response(null, { status: 204, headers: { 'set-cookie': cookie } });
  },
});

export const DELETE = route({
  access: 'public',
  handle: async ({ context: { secrets } }) =>
    new Response(null, { status: 204, headers: { 'set-cookie': clearSessionCookie(secrets) } }),
});
