import type { z } from 'zod';
import { checksAnswers } from './server-context';

/** An answer of a route that has several: held against its contract where answers are. */
export function answerWith<T>(schema: z.ZodType<T>, body: T, init?: ResponseInit): Response {
  return Response.json(checksAnswers() ? schema.parse(body) : body, init);
}
