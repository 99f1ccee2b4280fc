import type { z } from 'zod';
import { AppError } from '@/lib/services/errors';
import { checkInput } from './check-input';
import { toErrorResponse } from './error-response';
import { type Caller, findCaller } from './auth/authorise';
import { isOwnHost, isOwnOrigin } from './auth/check-host';
import { checksAnswers, readServerContext, type ServerContext } from './server-context';

/** Body of a request that is JSON; uploads are streams and read themselves. */
const maxJsonBytes = 1024 * 1024;

interface RouteDefinition<Params, Query, Body, Result> {
  /** `signed-in`: with session or token. `public`: whoever reaches this host. */
  access: 'signed-in' | 'public';
  /** Where browsers send people from other sites on purpose, such as a sign-in link. Never where anything is read. */
  allowForeignOrigin?: true;
  params?: z.ZodType<Params>;
  query?: z.ZodType<Query>;
  body?: z.ZodType<Body>;
  /** What the answer is: checked where it is developed and tested, trusted in production. */
  response?: z.ZodType<Result>;
  status?: number;
  handle: (input: RouteInput<Params, Query, Body>) => Promise<Result | Response>;
}

export interface RouteInput<Params, Query, Body> {
  params: Params;
  query: Query;
  body: Body;
  request: Request;
  context: ServerContext;
  /** null only where the route is public. */
  caller: Caller | null;
  /** Headers of the answer, for the handler to add to. */
  headers: Headers;
}

/** What Next hands a handler besides the request. */
interface NextContext {
  params: Promise<Record<string, string | string[] | undefined>>;
}

/**
 * A handler of the API. In this order: is the request meant for this host, does it come from our own pages, who sends
 * it, is it well-formed; then `handle` runs, and whatever it throws becomes an answer. Nothing is cached unless the
 * handler's own Response says so.
 */
export function route<Params = unknown, Query = unknown, Body = unknown, Result = undefined>(
  definition: RouteDefinition<Params, Query, Body, Result>,
): (request: Request, next: NextContext) => Promise<Response> {
  return async (request, next) => {
    try {
      const context = await readServerContext();
      const caller = await admit(definition, request, context);
      const headers = new Headers();
      const result = await definition.handle({
        params: parse(definition.params, await next.params, 'Address'),
        query: parse(definition.query, readQuery(request), 'Query'),
        body:
          definition.body === undefined ? (undefined as Body) : parse(definition.body, await readJson(request), 'Body'),
        request,
        context,
        caller,
        headers,
      });
      return finish(result instanceof Response ? result : toResponse(definition, result, headers));
    } catch (error) {
      return finish(toErrorResponse(error));
    }
  };
}

async function admit(
  { access, allowForeignOrigin }: Pick<RouteDefinition<never, never, never, never>, 'access' | 'allowForeignOrigin'>,
  { headers }: Request,
  { secrets, allowedHosts }: ServerContext,
): Promise<Caller | null> {
  if (!isOwnHost(headers.get('host'), allowedHosts)) {
    throw new AppError(
      'forbidden',
      'Kneepoint does not answer under this host name; KNEEPOINT_ALLOWED_HOSTS lists others.',
    );
  }
  if (allowForeignOrigin !== true && !isOwnOrigin(headers)) {
    throw new AppError('forbidden', 'Kneepoint answers its own pages only, not those of another origin.');
  }
  const caller = await findCaller(secrets, headers);
  if (caller === null && access === 'signed-in') {
    throw new AppError(
      'unauthorised',
      headers.get('authorization') === null
        ? 'Sign in, or send the token as "Authorization: Bearer …".'
        : 'This is not the token of this Kneepoint.',
    );
  }
  return caller;
}

function readQuery(request: Request): Record<string, string> {
  return Object.fromEntries(new URL(request.url).searchParams);
}

async function readJson(request: Request): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new AppError('unsupported-media-type', 'Send the body as application/json.');
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxJsonBytes) throw new AppError('too-large', 'The body may have 1 MB.');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new AppError('bad-request', 'The body is no JSON.');
  }
}

function parse<T>(schema: z.ZodType<T> | undefined, value: unknown, what: string): T {
  if (schema === undefined) return value as T;
  const checked = checkInput(schema, value);
  if (!checked.success) throw new AppError('bad-request', `${what}: ${checked.message}`);
  return checked.data;
}

function toResponse<Result>(
  { response, status = 200 }: Pick<RouteDefinition<never, never, never, Result>, 'response' | 'status'>,
  result: Result,
  headers: Headers,
): Response {
  if (response === undefined) return new Response(null, { status: 204, headers });
  return Response.json(checksAnswers() ? response.parse(result) : result, { status, headers });
}

/** Answers are for the one who asked, and are what they say they are. */
function finish(response: Response): Response {
  const { headers } = response;
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  headers.set('x-content-type-options', 'nosniff');
  headers.set('cross-origin-resource-policy', 'same-origin');
  return response;
}
