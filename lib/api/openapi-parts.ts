import type { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { errorBody } from './contracts';

/** A body of JSON of this schema. */
export const json = (schema: z.ZodType, description: string, example?: unknown) => ({
  description,
  content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
});
/** An answer without a body. */
export const done = { description: 'Done.' };
/** Needs neither session nor token. */
export const none = { security: [] };

const refusals = {
  400: 'The request is not well-formed.',
  401: 'No session and no token, or the wrong one.',
  403: 'A foreign host name or origin.',
  404: 'There is no such thing.',
  408: 'The upload took too long.',
  409: 'Something else was stored since, or this key was used for something else.',
  413: 'Too many bytes, files or measurements.',
  415: 'Another content type is expected.',
  422: 'The files cannot be read as asked; `problems` says where.',
  503: 'The database does not answer.',
} as const;
export type Refusal = keyof typeof refusals;

/** The answer that refuses with this status. */
export const refusal = (code: Refusal) => json(errorBody, refusals[code]);

/** Responses of an operation: what it answers, and the ways it may refuse besides those every one has. */
export function responses(ok: ZodOpenApiResponsesObject, ...also: Refusal[]): ZodOpenApiResponsesObject {
  const codes: Refusal[] = [400, 401, 403, ...also, 503];
  return { ...ok, ...Object.fromEntries(codes.map((code) => [code, refusal(code)])) };
}

/** An operation with its one-line summary. */
export const operation = (
  summary: string,
  rest: Omit<ZodOpenApiOperationObject, 'summary'>,
): ZodOpenApiOperationObject => ({
  summary,
  ...rest,
});
