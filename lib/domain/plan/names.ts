import { z } from 'zod';

/**
 * Printable on one line, in the order it reads: no control characters, so nothing that could end a line of a script or
 * of a log, and none that turns the direction of writing, so that a script is what it looks like.
 */
export const isOneLine = (text: string): boolean => !/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text);

const modelSegment = /^[A-Za-z0-9_.][A-Za-z0-9_.:+-]*$/;

/**
 * Whether a text names a model: a hub id ("meta-llama/Llama-3.1-70B"), or a path on the target ("/models/l70b").
 * Only letters, digits and `. _ - : +` in segments that begin with none of the last three, so that it can neither be
 * taken for a flag nor mean anything to a shell; no "..".
 */
export function isModelName(text: string): boolean {
  const segments = (text.startsWith('/') ? text.slice(1) : text).split('/');
  return text.length <= 300 && segments.every((s) => modelSegment.test(s) && s !== '.' && s !== '..');
}

export const modelName = z.string().refine(isModelName, {
  error:
    'a model is a hub id such as "meta-llama/Llama-3.1-8B" or an absolute path on the target: letters, digits and . _ - : + between slashes',
});

/** The name of an environment variable; its value is never part of a request, a plan or a log. */
export const environmentName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, {
  error: 'the name of an environment variable: letters, digits and underscores',
});

/** A file on the target: an absolute path, or one below the home folder. */
export const targetPath = z
  .string()
  .max(500)
  .regex(/^(?:~\/|\/)[A-Za-z0-9_./+@:,=-]*$/, {
    error: 'an absolute path, or one that begins with ~/, of plain characters',
  })
  .refine((path) => !path.split('/').includes('..'), { error: 'a path without ".."' });

/** A name people read: one line. */
export const title = z.string().trim().min(1).max(200).refine(isOneLine, { error: 'one line of text' });
