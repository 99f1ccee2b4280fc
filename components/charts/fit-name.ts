const between = ' · ';
/** Fewer letters of a part tell nobody anything. */
const fewestLetters = 4;

/**
 * The name of a line cut so that it fits: its longest part ("Llama-3.1-70B" in "Llama-3.1-70B · H100") gives way, again
 * and again, because the short ones are what tells lines apart. A part of which hardly a letter would be left goes, and
 * one ellipsis in front stands for all that went. `fits` decides what fits; a name nothing helps becomes that ellipsis.
 */
export function fitName(name: string, fits: (name: string) => boolean): string {
  let parts = name.split(between).map((text) => ({ text, cut: false }));
  let gone = false;
  const written = () =>
    [...(gone ? ['…'] : []), ...parts.map(({ text, cut }) => (cut ? `${text.trimEnd()}…` : text))].join(between);
  while (parts.length > 0 && !fits(written())) {
    const longest = parts.reduce((a, b) => (b.text.length > a.text.length ? b : a));
    if (longest.text.length <= fewestLetters) {
      parts = parts.filter((part) => part !== longest);
      gone = true;
    } else {
      longest.text = longest.text.slice(0, -1);
      longest.cut = true;
    }
  }
  return written();
}
