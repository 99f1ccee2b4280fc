const between = ' · ';

/**
 * The name of a line cut so that it fits: its longest part ("Llama-3.1-70B" in "Llama-3.1-70B · H100") gives way, again
 * and again, because the short ones are what tells lines apart. `fits` decides what fits; a name nothing helps is cut
 * down to an ellipsis for each part.
 */
export function fitName(name: string, fits: (name: string) => boolean): string {
  const parts = name.split(between).map((text) => ({ text, cut: false }));
  const written = () => parts.map(({ text, cut }) => (cut ? `${text.trimEnd()}…` : text)).join(between);
  while (!fits(written())) {
    const longest = parts.reduce((a, b) => (b.text.length > a.text.length ? b : a));
    if (longest.text.length === 0) break;
    longest.text = longest.text.slice(0, -1);
    longest.cut = true;
  }
  return written();
}
