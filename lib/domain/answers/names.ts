import { formatCount } from '@/lib/units/format';
import { unknownValue } from '../comparability';
import type { MeasuredLoad } from '../curves';
import { gpuLabels } from '../gpu-names';
import { loadKey, loadPhrase } from '../load';
import { shortestLabels } from '../shortest-labels';
import type { Dimension } from '../view';
import type { NameInput, Names } from './contest';

/** Words for what a setup is, from what differs among the setups of a contest. */
export function namesOf({ catalogue, loads }: NameInput): Names {
  const value = (load: MeasuredLoad, dimension: Dimension) =>
    catalogue.values[dimension][load.representative.index] ?? unknownValue;
  const label = (load: MeasuredLoad, dimension: Dimension) =>
    catalogue.labels[dimension].get(value(load, dimension)) ?? '';
  const varies = (of: (load: MeasuredLoad) => string) => new Set(loads.map(of)).size > 1;
  const gpuNames = shortestLabels(
    new Map(loads.map((load) => [value(load, 'gpu'), gpuLabels(value(load, 'gpu'))] as const)),
  );
  const gpu = (load: MeasuredLoad) => gpuNames.get(value(load, 'gpu')) ?? '';
  const topology = ({ representative }: MeasuredLoad) => catalogue.topologies[representative.index] ?? '';
  const key = (load: MeasuredLoad) => loadKey(load.representative.point.load);
  const details: Dimension[] = (['precision', 'engine'] as const).filter((dimension) =>
    varies((load) => value(load, dimension)),
  );
  const isLoadTold = varies(key);

  const machine = (load: MeasuredLoad) => {
    const { gpus } = load.representative.point.derived;
    if (value(load, 'gpu') === unknownValue) return gpus === null ? '' : `${formatCount(gpus)} GPUs`;
    return gpus === null ? gpu(load) : `${formatCount(gpus)} × ${gpu(load)}`;
  };
  const setup = (load: MeasuredLoad) => {
    const on = machine(load);
    if (load.representative.point.deployment.topology === null) return on === '' ? 'a setup nobody states' : on;
    return on === '' ? topology(load) : `${on} as ${topology(load)}`;
  };
  const told = (load: MeasuredLoad) =>
    details.map((dimension) => ` ${prepositions[dimension]} ${label(load, dimension)}`);
  const underLoad = (load: MeasuredLoad) => {
    const phrase = loadPhrase(load.representative.point.load);
    return phrase === null ? '' : ` ${phrase}`;
  };
  const withoutLoad = (load: MeasuredLoad) => setup(load) + told(load).join('');
  const ambiguous = repeatedNames(loads, withoutLoad);
  const sweep = (load: MeasuredLoad) =>
    ambiguous.has(withoutLoad(load)) ? ` (${load.representative.point.sweep.name})` : '';

  return {
    gpu,
    full: (load) => withoutLoad(load) + sweep(load) + (isLoadTold ? underLoad(load) : ''),
    beside: (load, other) => {
      const name = topology(load) + (value(load, 'gpu') === value(other, 'gpu') ? '' : ` on ${gpu(load)}`);
      const differing = details.filter((dimension) => value(load, dimension) !== value(other, dimension));
      const rest = differing.map((dimension) => ` ${prepositions[dimension]} ${label(load, dimension)}`).join('');
      return name + rest + sweep(load) + (key(load) === key(other) ? '' : underLoad(load));
    },
  };
}

const prepositions: Partial<Record<Dimension, string>> = { precision: 'in', engine: 'with' };

/** Names that several deployments of the contest share. */
function repeatedNames(loads: readonly MeasuredLoad[], nameOf: (load: MeasuredLoad) => string): Set<string> {
  const deployments = new Map<string, Set<string>>();
  for (const load of loads) {
    const keys = deployments.get(nameOf(load)) ?? new Set<string>();
    keys.add(load.representative.point.deploymentKey);
    deployments.set(nameOf(load), keys);
  }
  return new Set([...deployments].filter(([, keys]) => keys.size > 1).map(([name]) => name));
}
