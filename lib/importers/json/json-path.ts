/** The path of a field of a record: "$.duration", "$[2].ttfts[1]", "line 3 $.duration". */
export function fieldPath(record: string, field: PropertyKey): string {
  const root = record.includes('$') ? record : `${record} $`;
  if (typeof field === 'number') return `${root}[${field}]`;
  const name = String(field);
  return /^[A-Za-z_]\w*$/.test(name) ? `${root}.${name}` : `${root}[${JSON.stringify(name.slice(0, 60))}]`;
}

/** `fieldPath` over several steps. */
export function deepPath(record: string, steps: readonly PropertyKey[]): string {
  return steps.reduce<string>(fieldPath, record);
}

/** The value at a path below `value`; undefined where there is none. */
export function valueAt(value: unknown, steps: readonly PropertyKey[]): unknown {
  return steps.reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown> | null | undefined)?.[step], value);
}
