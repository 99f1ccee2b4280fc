import type { ProposedSweep } from '@/lib/domain/import';

/** A sweep as it will be stored: its records, by their SHA-256, in order. */
export interface ArrangedSweep {
  /** Tells it from the others while it is arranged; says nothing. */
  key: string;
  /** null: named after the import. */
  name: string | null;
  records: readonly string[];
  /** Whether a person had a hand in its name, its members or their order; others are stored as the files have it. */
  isByHand: boolean;
  /** Whether a person set the order of its records, which numbers the repeats of a load. */
  isOrdered: boolean;
}
export type Arrangement = readonly ArrangedSweep[];

/** What a sweep is called that a person made of such without a name. */
const unnamed = 'Sweep';

/** The sweeps as the files propose them: each with its records curve by curve, load by load. */
export function proposedArrangement(proposals: readonly ProposedSweep[]): Arrangement {
  const seen = new Set<string>();
  const sweeps = proposals.map(({ name, curves }, index) => {
    const records = curves.flatMap(({ loads }) => loads.flatMap(({ repeats }) => repeats));
    const fresh = [...new Set(records)].filter((record) => !seen.has(record));
    for (const record of fresh) seen.add(record);
    return { key: `proposed ${index}`, name, records: fresh, isByHand: false, isOrdered: false };
  });
  return withoutEmpty(sweeps);
}

/**
 * An arrangement made by hand, brought in step with other proposals: records that are gone leave it, new ones come in
 * sweeps of their own behind it.
 */
export function reconcile(arranged: Arrangement, proposed: Arrangement): Arrangement {
  const there = new Set(proposed.flatMap(({ records }) => records));
  const kept = arranged.map((sweep) => ({ ...sweep, records: sweep.records.filter((record) => there.has(record)) }));
  const known = new Set(kept.flatMap(({ records }) => records));
  const keys = new Set(kept.map(({ key }) => key));
  const added = proposed.map((sweep) => ({
    ...sweep,
    key: freeKey(keys, sweep.key),
    records: sweep.records.filter((record) => !known.has(record)),
  }));
  return withoutEmpty([...kept, ...added]);
}

/** Gives a sweep a name: a new one, or that of a stored sweep it shall join. Empty text: named after the import. */
export function rename(sweeps: Arrangement, key: string, name: string): Arrangement {
  return sweeps.map((sweep) =>
    sweep.key === key ? { ...sweep, name: name === '' ? null : name, isByHand: true } : sweep,
  );
}

/** Makes one sweep of all that hold any of these records, in the place of the first and under its name. */
export function merge(sweeps: Arrangement, records: ReadonlySet<string>): Arrangement {
  const touched = sweeps.filter((sweep) => sweep.records.some((record) => records.has(record)));
  const [first] = touched;
  if (first === undefined || touched.length < 2) return sweeps;
  const name = touched.find((sweep) => sweep.name !== null)?.name ?? unnamed;
  const all = touched.flatMap((sweep) => sweep.records);
  const merged = { ...first, name, records: all, isByHand: true };
  return sweeps.flatMap((sweep) => (sweep.key === first.key ? [merged] : touched.includes(sweep) ? [] : [sweep]));
}

/**
 * Takes these records out of their sweeps into a new one, which follows the first of them. Nothing happens where they
 * are all of one sweep already.
 */
export function split(sweeps: Arrangement, records: ReadonlySet<string>): Arrangement {
  const taken = sweeps.flatMap((sweep) => sweep.records.filter((record) => records.has(record)));
  const first = sweeps.findIndex((sweep) => sweep.records.some((record) => records.has(record)));
  const source = sweeps[first];
  if (source === undefined) return sweeps;
  if (taken.length === source.records.length && source.records.every((record) => records.has(record))) return sweeps;
  const added: ArrangedSweep = {
    key: freeKey(new Set(sweeps.map(({ key }) => key)), source.key),
    name: freeName(sweeps, source.name ?? unnamed),
    records: taken,
    isByHand: true,
    isOrdered: source.isOrdered,
  };
  const left = sweeps.map((sweep) => ({
    ...sweep,
    records: sweep.records.filter((record) => !records.has(record)),
  }));
  return withoutEmpty([...left.slice(0, first + 1), added, ...left.slice(first + 1)]);
}

/** Where records are put: before a record of the sweep `key`, or at its end. */
export interface Place {
  key: string;
  before: string | null;
}

/** Puts records elsewhere in their sweep or into another one, in the order they have. */
export function move(sweeps: Arrangement, records: ReadonlySet<string>, { key, before }: Place): Arrangement {
  if (before !== null && records.has(before)) return sweeps;
  if (!sweeps.some((sweep) => sweep.key === key)) return sweeps;
  const taken = sweeps.flatMap((sweep) => sweep.records.filter((record) => records.has(record)));
  if (taken.length === 0) return sweeps;
  const moved = sweeps.map((sweep) => {
    const rest = sweep.records.filter((record) => !records.has(record));
    if (sweep.key !== key) return { ...sweep, records: rest };
    const found = before === null ? -1 : rest.indexOf(before);
    const at = found < 0 ? rest.length : found;
    const name = sweep.name ?? unnamed;
    return {
      ...sweep,
      name,
      records: [...rest.slice(0, at), ...taken, ...rest.slice(at)],
      isByHand: true,
      isOrdered: true,
    };
  });
  return withoutEmpty(moved);
}

/**
 * Where records go one step up or down: past their neighbour, and from the edge of a sweep into the next one. null at
 * either end.
 */
export function stepPlace(sweeps: Arrangement, records: ReadonlySet<string>, step: 1 | -1): Place | null {
  const at = sweeps.findIndex((sweep) => sweep.records.some((record) => records.has(record)));
  const sweep = sweeps[at];
  if (sweep === undefined) return null;
  const indexes = sweep.records.flatMap((record, index) => (records.has(record) ? [index] : []));
  if (step === -1) {
    const first = indexes[0]!;
    if (first > 0) return { key: sweep.key, before: sweep.records[first - 1]! };
    const above = sweeps[at - 1];
    return above === undefined ? null : { key: above.key, before: null };
  }
  const last = indexes.at(-1)!;
  if (last < sweep.records.length - 1) return { key: sweep.key, before: sweep.records[last + 2] ?? null };
  const below = sweeps[at + 1];
  return below === undefined ? null : { key: below.key, before: below.records[0] ?? null };
}

const withoutEmpty = (sweeps: Arrangement): Arrangement => sweeps.filter(({ records }) => records.length > 0);

function freeKey(taken: ReadonlySet<string>, wanted: string): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) if (!taken.has(`${wanted} ${number}`)) return `${wanted} ${number}`;
}

function freeName(sweeps: Arrangement, name: string): string {
  const taken = new Set(sweeps.map((sweep) => sweep.name));
  const stem = name.replace(/ \d+$/, '');
  for (let number = 2; ; number++) if (!taken.has(`${stem} ${number}`)) return `${stem} ${number}`;
}
