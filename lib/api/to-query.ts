/** "?limit=3"; nothing where nothing is given. */
export function toQuery(values: Record<string, string | number | undefined>): string {
  const entries = Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries).toString()}`;
}
