import { formatCount } from '@/lib/units/format';
import { labelAt, valueAt } from '../catalogue';
import { unknownValue } from '../comparability';
import type { MeasuredLoad } from '../curves';
import { gpuLabels } from '../gpu-names';
import { loadPhrase } from '../load';
import { shortestLabels } from '../shortest-labels';
import type { Dimension } from '../view';
import type { NameInput, Names } from './contest';

const prepositions = { precision: 'in', engine: 'with' } as const;
type Detail = keyof typeof prepositions;

/** Words for what a setup is, from what differs among the setups of a contest. */
export function namesOf({ catalogue, loads }: NameInput): Names {
  const indexOf = ({ representative }: MeasuredLoad) => representative.index;
  const rank = (load: MeasuredLoad, dimension: Dimension) => catalogue.scales[dimension].ranks[indexOf(load)]!;
  const loadOf = (load: MeasuredLoad) => catalogue.loads[indexOf(load)]!;
  const varies = (of: (load: MeasuredLoad) => number) => loads.some((load) => of(load) !== of(loads[0]!));
  const details = (['precision', 'engine'] as const).filter((name) => varies((load) => rank(load, name)));
  const isLoadTold = varies(loadOf);

  const gpuValue = (load: MeasuredLoad) => valueAt(catalogue, 'gpu', indexOf(load));
  const gpuNames = shortestLabels(new Map([...new Set(loads.map(gpuValue))].map((name) => [name, gpuLabels(name)])));
  const gpu = (load: MeasuredLoad) =>
    gpuValue(load) === unknownValue ? 'an unknown GPU' : gpuNames.get(gpuValue(load))!;
  const topology = (load: MeasuredLoad) => catalogue.topologies[indexOf(load)]!;
  const machine = (load: MeasuredLoad) => {
    const { gpus } = load.representative.point.derived;
    if (gpuValue(load) === unknownValue) return gpus === null ? '' : `${formatCount(gpus)} GPUs`;
    return gpus === null ? gpu(load) : `${formatCount(gpus)} × ${gpu(load)}`;
  };
  const setup = (load: MeasuredLoad) => {
    const on = machine(load);
    if (load.representative.point.deployment.topology === null) return on === '' ? 'a setup nobody states' : on;
    return on === '' ? topology(load) : `${on} as ${topology(load)}`;
  };
  const detail = (load: MeasuredLoad, name: Detail) =>
    ` ${prepositions[name]} ${labelAt(catalogue, name, indexOf(load))}`;
  const withoutLoad = (load: MeasuredLoad) => setup(load) + details.map((name) => detail(load, name)).join('');
  const underLoad = (load: MeasuredLoad) => {
    const phrase = loadPhrase(load.representative.point.load);
    return phrase === null ? '' : ` ${phrase}`;
  };
  const isNamedAlike = (a: MeasuredLoad, b: MeasuredLoad) =>
    a.representative.point.derived.gpus === b.representative.point.derived.gpus &&
    topology(a) === topology(b) &&
    rank(a, 'gpu') === rank(b, 'gpu') &&
    details.every((name) => rank(a, name) === rank(b, name));
  const sweep = (load: MeasuredLoad) => {
    const { deploymentKey, sweep: own } = load.representative.point;
    const isAmbiguous = loads.some(
      (other) => other.representative.point.deploymentKey !== deploymentKey && isNamedAlike(load, other),
    );
    return isAmbiguous ? ` (${own.name})` : '';
  };

  return {
    gpu,
    full: (load) => withoutLoad(load) + sweep(load) + (isLoadTold ? underLoad(load) : ''),
    beside: (load, other) => {
      const name = topology(load) + (gpuValue(load) === gpuValue(other) ? '' : ` on ${gpu(load)}`);
      const differing = details.filter((dimension) => rank(load, dimension) !== rank(other, dimension));
      const rest = differing.map((dimension) => detail(load, dimension)).join('');
      return name + rest + sweep(load) + (loadOf(load) === loadOf(other) ? '' : underLoad(load));
    },
  };
}
