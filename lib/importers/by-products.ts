const drawings = /(?:^|\/)(?:PARETO|FIGURE)[^/]*\.png$|\.dataset_stats\.png$|\.timeline\.html$/i;

/** Why nothing is taken from a file of this name, in a sentence; null where it has to be looked at. */
export function byProductOf(path: string): string | null {
  return drawings.test(path) ? 'A drawing vLLM made of results; nothing is read from it.' : null;
}
