import { type Catalogue, labelAt } from './catalogue';
import type { Placed } from './placing';
import type { Dimension, View } from './view';

/** What a point's label may say beside topology and load, where it varies along its line. */
const told: Dimension[] = ['model', 'gpu', 'precision', 'engine'];

/** A part of a label: what it says of a point, and a value that is equal exactly where it says the same. */
interface Part {
  text: (placed: Placed) => string;
  identity: (placed: Placed) => string | number;
}

/**
 * How to label the points of one line: by what varies along it. `auto` names model, GPU, precision, engine and topology
 * where they differ within the line, then the load where that differs too; so loads stand on a curve and topologies on a
 * frontier. `load` and `topology` say just that, `none` nothing.
 */
export function pointLabeller(
  catalogue: Catalogue,
  line: readonly Placed[],
  mode: View['labels'],
): (placed: Placed) => string {
  if (mode === 'none') return () => '';
  const topology = ({ index }: Placed) => catalogue.topologies[index]!;
  const load = ({ index }: Placed) => catalogue.loadLabels[catalogue.loads[index]!]!;
  if (mode === 'topology') return topology;
  if (mode === 'load') return load;
  const parts: Part[] = [
    ...told.map((dimension) => ({
      text: ({ index }: Placed) => labelAt(catalogue, dimension, index),
      identity: ({ index }: Placed) => catalogue.scales[dimension].ranks[index]!,
    })),
    { text: topology, identity: topology },
    { text: load, identity: load },
  ];
  const [first] = line;
  const varying = parts.filter(({ identity }) => first && line.some((placed) => identity(placed) !== identity(first)));
  const [only] = varying;
  if (!only) return () => '';
  if (varying.length === 1) return only.text;
  return (placed) =>
    varying
      .map(({ text }) => text(placed))
      .filter((text) => text !== '')
      .join(between);
}

/** What a line is called: what is served to whom ("Llama-3.1-70B FP8 · H100"), then how it is spread ("TP4"). */
export interface LineName {
  served: string[];
  spread: string[];
}

/**
 * Names of lines in words, each without the parts all lines share. A lone line, or one whose parts are all shared, keeps
 * its first part, so that no line is nameless.
 */
export function lineLabels(names: readonly LineName[]): { heading: string; name: string; label: string }[] {
  const heading = different(names.map(({ served }) => served));
  const name = different(names.map(({ spread }) => spread));
  return names.map(({ served, spread }, at) => {
    const label = [heading[at], name[at]].filter((text) => text !== '').join(between);
    const first = [...spread, ...served].find((part) => part !== '') ?? '';
    return { heading: heading[at]!, name: name[at]!, label: label === '' ? first : label };
  });
}

const between = ' · ';

/** Of lists of equal length the parts that differ among them, joined. */
function different(lists: readonly (readonly string[])[]): string[] {
  const varies = (lists[0] ?? []).map((part, at) => lists.some((other) => other[at] !== part));
  return lists.map((parts) => parts.filter((part, at) => varies[at] && part !== '').join(between));
}
