import { z } from 'zod';
import { spendCode } from '@/lib/services/sign-in/spend-code';
import { route } from '../route';
import { type LinkRefusal, readOneTimeCode } from './one-time-link';
import { createSessionCookie } from './session';
import { isSecure } from './is-secure';

/**
 * `GET /open?code=…`: trades the code for a session, once, and goes to the first page. A code that does not open goes
 * there as well, with the reason (`?sign-in=used`), for the sign-in page to tell. Links are followed from anywhere: a
 * terminal, a chat, a mail.
 */
export const openWithLink = route({
  access: 'public',
  allowForeignOrigin: true,
  query: z.object({ code: z.string().max(2000).default('') }),
  handle: async ({ query, request, context, caller }) => {
    if (caller !== null) return seeOther('/');
    const code = await readOneTimeCode(context.secrets, query.code);
    if ('refusal' in code) return refuse(code.refusal);
    if (!(await spendCode(context, code.id))) return refuse('used');
    const cookie = await createSessionCookie(context.secrets, { secure: isSecure(request) });
    return request.headers.get('sec-fetch-site') === 'cross-site' ? goOn(cookie) : seeOther('/', cookie);
  },
});

const refuse = (reason: LinkRefusal) => seeOther(`/?sign-in=${reason}`);

function seeOther(location: string, cookie?: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location, ...(cookie === undefined ? {} : { 'set-cookie': cookie }) },
  });
}

/** After a redirect from a foreign site a browser withholds a strict cookie; a page of our own that goes on does not. */
function goOn(cookie: string): Response {
  const page = '<!doctype html><title>Kneepoint</title><meta http-equiv="refresh" content="0;url=/">';
  return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8', 'set-cookie': cookie } });
}
