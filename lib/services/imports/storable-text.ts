/** NUL, and halves of surrogate pairs: what a JSON file may say and PostgreSQL cannot keep. */
const unstorable = /\0|\p{Cs}/gu;
const escaped = /\\u0000|\\ud[89a-f]/i;

/** A value of plain data with unstorable characters replaced by U+FFFD; the same one where there is none. */
export function withStorableText<T>(value: T): T {
  // JSON.stringify escapes exactly these, so one pass over the text spares nearly every value the walk.
  return escaped.test(JSON.stringify(value)) ? (replaceIn(value) as T) : value;
}

function replaceIn(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(unstorable, '\ufffd');
  if (Array.isArray(value)) return value.map(replaceIn);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.replace(unstorable, '\ufffd'), replaceIn(inner)]),
  );
}
