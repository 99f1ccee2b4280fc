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
      .join(' · ');
}

/** A line's parts in words: values of its dimensions, then what else tells it apart. */
export interface LineName {
  parts: string[];
}

/**
 * Labels of lines, each without the parts all lines share: "Llama-3.1-70B FP8 · H100". A lone line, or one whose parts
 * are all shared, keeps its first part, so that no line is nameless.
 */
export function lineLabels(names: readonly LineName[]): string[] {
  const [first] = names;
  if (!first) return [];
  const varies = first.parts.map((part, at) => names.some((name) => name.parts[at] !== part));
  return names.map(({ parts }) => {
    const different = parts.filter((part, at) => varies[at] && part !== '');
    return different.length > 0 ? different.join(' · ') : (parts.find((part) => part !== '') ?? '');
  });
}
