import type { BaseMeasurement } from '@/lib/domain/measurement';
import type { Companion } from './companion';
import { sidesOf } from './disaggregated';
import { companionStems, folderOf, parentOf, resultStem, stemBeginnings } from './companion-names';

/** Where a person said what a companion belongs to: by its id, paths of result files or SHA-256 of records. */
export type Assignments = Readonly<Record<string, readonly string[]>>;

/** What companions belong to. */
export interface Belongings {
  /** Companions of each measurement, in no order. */
  of: (measurement: BaseMeasurement) => readonly Companion[];
  /**
   * Several companions of a kind that lay equally near to these results and say different things: the user chooses. It
   * holds them whatever was assigned, so that a choice can be made otherwise.
   */
  ambiguous: ReadonlyMap<Companion, ReadonlySet<string>>;
}

/**
 * Which companions belong to which results. In this order, for each kind of companion by itself:
 *
 * 1. What a person assigned, and nothing else for that companion.
 * 2. A companion in the result's own file.
 * 3. By name, in the result's folder: a companion named like the result or like its beginning ("pp4-tp2.spec.yaml" and
 *    "pp4-tp2_c16.json"), the longest such name.
 * 4. By its full name in any other folder, where only one companion has it.
 * 5. By folder: the companion in the result's folder, else in the nearest folder above. Those that have a result of
 *    their name are no candidates.
 *
 * Several companions of one kind at one of these steps count as one where they say the same, and as a pair where they
 * are the prefill and the decode side of one deployment; else none of them is taken, and they are told as ambiguous.
 */
export function findBelongings(
  measurements: readonly BaseMeasurement[],
  companions: readonly Companion[],
  assignments: Assignments,
): Belongings {
  const free = companions.filter(({ id }) => assignments[id] === undefined);
  const files = new Set(measurements.map(({ source }) => source.file));
  const finder = new Finder(free, files);
  const byFile = new Map<string, readonly Companion[]>();
  const assigned = new Map<string, Companion[]>();
  for (const companion of companions) {
    for (const target of assignments[companion.id] ?? [])
      assigned.set(target, [...(assigned.get(target) ?? []), companion]);
  }
  const of = ({ source: { file, sha256 } }: BaseMeasurement) => {
    const found = byFile.get(file) ?? finder.find(file);
    byFile.set(file, found);
    const chosen = [...(assigned.get(sha256) ?? []), ...(assigned.get(file) ?? [])];
    const kinds = new Set(chosen.map(({ kind }) => kind));
    return chosen.length === 0 ? found : [...chosen, ...found.filter(({ kind }) => !kinds.has(kind))];
  };
  return { of, ambiguous: new Finder(companions, files).findAmbiguous(files) };
}

type Index = Map<string, Companion[]>;
const put = (index: Index, key: string, companion: Companion) => {
  const there = index.get(key);
  if (there) there.push(companion);
  else index.set(key, [companion]);
};

class Finder {
  private readonly ambiguous = new Map<Companion, Set<string>>();
  /** By file, by folder and name, by name, by folder; the last without those that a result is named after. */
  private readonly own: Index = new Map();
  private readonly named: Index = new Map();
  private readonly anywhere: Index = new Map();
  private readonly near: Index = new Map();
  private readonly kinds: ReadonlySet<Companion['kind']>;

  constructor(companions: readonly Companion[], files: ReadonlySet<string>) {
    this.kinds = new Set(companions.map(({ kind }) => kind));
    const beginnings = new Set<string>();
    for (const file of files)
      for (const start of stemBeginnings(resultStem(file))) beginnings.add(folderOf(file) + start);
    const stems = new Set([...files].map(resultStem));
    for (const companion of companions) {
      const { file } = companion;
      if (files.has(file)) {
        put(this.own, file, companion);
        continue;
      }
      const names = companionStems(file);
      for (const name of names) {
        put(this.named, folderOf(file) + name, companion);
        put(this.anywhere, name, companion);
      }
      const isNamed = names.some((name) => beginnings.has(folderOf(file) + name) || stems.has(name));
      if (!isNamed) put(this.near, folderOf(file), companion);
    }
  }

  find(file: string): Companion[] {
    return [...this.kinds].flatMap((kind) => this.findOfKind(file, kind));
  }

  findAmbiguous(files: Iterable<string>): ReadonlyMap<Companion, ReadonlySet<string>> {
    for (const file of files) this.find(file);
    return this.ambiguous;
  }

  private findOfKind(file: string, kind: Companion['kind']): Companion[] {
    const stem = resultStem(file);
    const ofKind = (found: Companion[] | undefined) => (found ?? []).filter((companion) => companion.kind === kind);
    const steps = function* (this: Finder) {
      yield ofKind(this.own.get(file));
      for (const start of stemBeginnings(stem)) yield ofKind(this.named.get(folderOf(file) + start));
      const elsewhere = ofKind(this.anywhere.get(stem));
      if (elsewhere.length === 1) yield elsewhere;
      for (let folder: string | null = folderOf(file); folder !== null; folder = parentOf(folder)) {
        yield ofKind(this.near.get(folder));
      }
    }.bind(this);
    for (const candidates of steps()) {
      if (candidates.length > 0) return this.choose(candidates, file);
    }
    return [];
  }

  private choose(candidates: Companion[], file: string): Companion[] {
    const said = ({ facts }: Companion) => JSON.stringify(facts.map(({ field, value }) => [field, value]).sort());
    const distinct = [...new Map(candidates.map((one) => [said(one), one])).values()];
    if (distinct.length === 1) return candidates.slice(0, 1);
    if (sidesOf(distinct) !== null) return distinct;
    for (const candidate of candidates) {
      const files = this.ambiguous.get(candidate) ?? new Set();
      this.ambiguous.set(candidate, files.add(file));
    }
    return [];
  }
}
