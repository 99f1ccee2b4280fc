/**
 * Labels for a set of names, each the shortest of its candidates that no other name of the set wants too.
 * Candidates grow from short to unmistakable; names whose every candidate is taken are numbered.
 */
export function shortestLabels(candidates: ReadonlyMap<string, readonly string[]>): Map<string, string> {
  const labels = new Map<string, string>();
  let open = [...candidates.keys()].sort();
  let depth = 0;
  for (const list of candidates.values()) depth = Math.max(depth, list.length);
  for (let level = 0; level < depth; level += 1) {
    const wanted = (name: string) => {
      const list = candidates.get(name) ?? [];
      return list[Math.min(level, list.length - 1)] ?? name;
    };
    const uses = new Map<string, number>();
    for (const name of open) uses.set(wanted(name), (uses.get(wanted(name)) ?? 0) + 1);
    const taken = new Set(labels.values());
    const clear = open.filter((name) => uses.get(wanted(name)) === 1 && !taken.has(wanted(name)));
    for (const name of clear) labels.set(name, wanted(name));
    open = open.filter((name) => !labels.has(name));
  }
  open.forEach((name, index) => labels.set(name, `${candidates.get(name)?.at(-1) ?? name} #${index + 1}`));
  return labels;
}
