import type { Problem } from '../importer';
import { companionKinds } from '../provenance';

/** A text that may say something of the results beside it: a spec, a command line, a server log. */
export interface CompanionText {
  /** Path inside what was handed over. */
  path: string;
  /** Of the file's bytes as received. */
  sha256: string;
  text: string;
  /** Whether the file goes on behind `text`. */
  isCut: boolean;
}

export type CompanionKind = keyof typeof companionKinds;
export type CompanionValue = string | number | boolean;

/** One thing a companion says: `field` is its path in a measurement, `part` where in the companion it stands. */
export interface CompanionFact {
  field: string;
  value: CompanionValue;
  part: string;
}

/** What one file, or one server in it, states of a deployment, a workload or a load. */
export interface Companion {
  /** The file's path; where it describes several servers, "path#name". */
  id: string;
  file: string;
  sha256: string;
  kind: CompanionKind;
  facts: readonly CompanionFact[];
  /** Names the server answers by, which a client's record shows in the model's place. */
  servedAs: readonly string[];
}

/** What a file was found to be: nothing at all where both are empty. */
export interface ReadCompanions {
  companions: Companion[];
  problems: Problem[];
}

/** How provenance and previews name a companion: "Kubernetes spec vllm-l4-pp4.yaml". */
export function companionLabel({ kind, id }: Pick<Companion, 'kind' | 'id'>): string {
  return `${companionKinds[kind]} ${id.slice(id.lastIndexOf('/', id.indexOf('#') === -1 ? undefined : id.indexOf('#')) + 1)}`;
}

/** Facts as they are gathered; what is null is not stated. */
export class FactList {
  readonly facts: CompanionFact[] = [];

  constructor(private readonly part: string) {}

  add(field: string, value: CompanionValue | null | undefined, part = this.part): void {
    if (value === null || value === undefined || value === '') return;
    if (typeof value === 'string' && value.length > 500) return;
    this.facts.push({ field, value, part });
  }
}
