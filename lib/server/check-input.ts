import type { z } from 'zod';

/** What a check of an input led to: the value in its shape, or what is wrong with it, as one sentence. */
export type InputCheck<T> = { success: true; data: T } | { success: false; message: string };

type Issue = z.core.$ZodIssue;
const shown = 3;

/**
 * Checks what came from outside against its shape; what is wrong is said as place, expected and found: "set.tp: expected
 * at least 1, found 0." Text with a NUL or half a character is refused wherever it stands: the database cannot keep it.
 */
export function checkInput<T>(schema: z.ZodType<T>, value: unknown): InputCheck<T> {
  const unstorable = findUnstorable(value);
  if (unstorable !== null) return { success: false, message: unstorable };
  const parsed = schema.safeParse(value, { error: inWords });
  return parsed.success ? parsed : { success: false, message: describe(parsed.error.issues) };
}

/** Without recursion: a body may be nested as deep as it is long. */
function findUnstorable(value: unknown): string | null {
  const left = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === 'string') {
      if (next.includes('\0')) return 'expected text without NUL characters.';
      if (/\p{Cs}/u.test(next)) return 'expected text that is whole: half a character, a lone surrogate, was found.';
    }
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, inner] of Object.entries(next)) left.push(key, inner);
  }
  return null;
}

function describe(issues: readonly Issue[], at: readonly PropertyKey[] = []): string {
  const sentences = issues.slice(0, shown).map((issue) => describeOne(issue, at));
  const more = issues.length - shown;
  return `${sentences.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}

/** Where none of several shapes fits and the schema has no words for it, the one that fits best tells what is missing. */
function describeOne(issue: Issue, at: readonly PropertyKey[]): string {
  const path = [...at, ...issue.path];
  if (issue.code === 'invalid_union' && issue.message === '') {
    const [nearest] = issue.errors.toSorted((a, b) => a.length - b.length);
    if (nearest && nearest.length > 0) return describe(nearest, path).slice(0, -1);
  }
  const place = path.map(String).join('.');
  return place === '' ? issue.message : `${place}: ${issue.message}`;
}

const names: Partial<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  record: 'an object',
};

/** The words for what a schema has no words of its own for; undefined leaves it to Zod. */
const inWords: z.core.$ZodErrorMap = (issue) => {
  const found = `, found ${describeFound(issue.input)}`;
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${names[issue.expected] ?? issue.expected}${found}`;
    case 'invalid_value':
      return `expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}${found}`;
    case 'too_small':
      return `expected ${issue.inclusive === false ? 'more than' : 'at least'} ${amount(issue.minimum, issue.origin)}${found}`;
    case 'too_big':
      return `expected ${issue.inclusive === false ? 'less than' : 'at most'} ${amount(issue.maximum, issue.origin)}${found}`;
    case 'unrecognized_keys':
      return `${issue.keys.map((key) => JSON.stringify(key)).join(' and ')} ${issue.keys.length === 1 ? 'is' : 'are'} not known`;
    case 'invalid_union':
      // The nearest shape tells it, where there is one.
      return issue.errors.length === 0 ? 'expected one of the kinds there are' : '';
    default:
      return undefined;
  }
};

const parts: Partial<Record<string, [string, string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
  object: ['field', 'fields'],
};

function amount(limit: number | bigint, origin: string): string {
  const [one, many] = parts[origin] ?? [];
  return one === undefined ? String(limit) : `${limit} ${Number(limit) === 1 ? one : many}`;
}

function describeFound(input: unknown): string {
  if (input === undefined) return 'nothing';
  // What is to become a number and was text.
  if (Number.isNaN(input)) return 'text';
  if (Array.isArray(input)) return input.length === 1 ? 'a list of 1' : `a list of ${input.length}`;
  if (typeof input === 'object' && input !== null) return 'an object';
  const text = JSON.stringify(input);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
