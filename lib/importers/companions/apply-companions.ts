import type { Contradiction } from '@/lib/domain/import';
import type { BaseMeasurement } from '@/lib/domain/measurement';
import type { Problem } from '../importer';

/** A text that may say something of the results beside it: a spec, a command line, a server log. */
export interface CompanionText {
  /** Path inside what was handed over; results in the same folder and below are its own. */
  path: string;
  /** Of the file's bytes as received. */
  sha256: string;
  text: string;
  /** Whether the file goes on behind `text`. */
  isCut: boolean;
}

export type CompanionValue = string | number | boolean;

/** What one file, or one part of it, states of a deployment, a workload or a load. */
export interface Companion {
  file: string;
  sha256: string;
  /** What it is, as provenance names it: "KubeAI Model spec". */
  kind: string;
  /** What it states, by the path of the field in a measurement: "deployment.topology.tp". */
  facts: readonly { field: string; value: CompanionValue }[];
}

/** Measurements with their gaps filled. */
export interface CompanionOutcome {
  /** In the order given, one for one. */
  measurements: BaseMeasurement[];
  contradictions: Contradiction[];
  /** Files that filled a field, by the SHA-256 of the measurement's record. */
  filledBy: ReadonlyMap<string, readonly string[]>;
}

/** What a text states, if it is a companion of any kind we know. Pure; never throws on bad input. */
export function readCompanions(_text: CompanionText): { companions: Companion[]; problems: Problem[] } {
  return { companions: [], problems: [] };
}

/** Fills the gaps of measurements from the companions that lie beside them. Pure; the inputs stay as they are. */
export function applyCompanions(
  measurements: readonly BaseMeasurement[],
  _companions: readonly Companion[],
): CompanionOutcome {
  return { measurements: [...measurements], contradictions: [], filledBy: new Map() };
}
