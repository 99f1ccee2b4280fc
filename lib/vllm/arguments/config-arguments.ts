/**
 * An option of a `--config` YAML file as arguments: `true` sets a switch, `false` the `--no-` form of those that have
 * one (`switches`, by their long names), a list becomes several values and a mapping JSON.
 */
export function configArguments(key: string, value: unknown, switches: ReadonlySet<string>): string[] {
  const name = key.replaceAll('_', '-');
  if (value === true) return [`--${name}`];
  if (value === false) return switches.has(name) ? [`--no-${name}`] : [];
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return [`--${name}`, ...value.map(String)];
  if (typeof value === 'object') return [`--${name}=${JSON.stringify(value)}`];
  return [`--${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`];
}
