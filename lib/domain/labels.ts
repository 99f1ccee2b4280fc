import { type Catalogue, valueLabel } from './catalogue';
import { loadLabel } from './load';
import type { Placed } from './placing';
import type { Dimension, View } from './view';

/** What a point's label may say beside topology and load, where it varies along its line. */
const told: Dimension[] = ['model', 'gpu', 'precision', 'engine'];

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
  const topology = ({ index }: Placed) => catalogue.topologies[index] ?? '';
  const load = ({ point }: Placed) => loadLabel(point.load);
  if (mode === 'topology') return topology;
  if (mode === 'load') return load;
  const parts: ((placed: Placed) => string)[] = [
    ...told.map(
      (dimension) =>
        ({ index }: Placed) =>
          valueLabel(catalogue, dimension, index),
    ),
    topology,
    load,
  ];
  const varying = parts.filter((part) => {
    const [first] = line;
    if (!first) return false;
    const text = part(first);
    return line.some((placed) => part(placed) !== text);
  });
  return (placed) =>
    varying
      .map((part) => part(placed))
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
    const told = parts.filter((part, at) => varies[at] && part !== '');
    return told.length > 0 ? told.join(' · ') : (parts.find((part) => part !== '') ?? '');
  });
}
