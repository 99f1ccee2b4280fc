import { type AliasBook, applyAliases } from '@/lib/domain/aliases';
import { assess } from '@/lib/domain/assess';
import type { Fills } from '@/lib/domain/fills';
import type { Contradiction, PreviewedFile, PreviewedImport } from '@/lib/domain/import';
import type { BaseMeasurement, Measurement } from '@/lib/domain/measurement';
import { applyChoices } from '@/lib/importers/apply-choices';
import { applyFills } from '@/lib/importers/apply-fills';

type Problem = PreviewedFile['problems'][number];

/** One record of the files, as it was read. Equal records of several files are one. */
export interface Draft {
  sha256: string;
  /** The files it stands in; the first brings it. */
  files: readonly string[];
  base: BaseMeasurement;
  /** Already in the database: an import leaves it as it is. */
  stored: boolean;
  contradictions: readonly Contradiction[];
}

/** A draft under all that was said of it. */
export interface EditedDraft {
  draft: Draft;
  measurement: Measurement;
  /** Under the names the charts use. */
  shown: Measurement;
  /** What was said of it and cannot be. */
  problems: readonly Problem[];
}

/** The records of a preview, each once, by their SHA-256 and in their order. */
export function draftsOf({ files, contradictions }: PreviewedImport): Map<string, Draft> {
  const contradicted = new Map<string, Contradiction[]>();
  for (const one of contradictions) {
    const before = contradicted.get(one.measurement);
    if (before) before.push(one);
    else contradicted.set(one.measurement, [one]);
  }
  const drafts = new Map<string, Draft>();
  for (const { file, measurements } of files) {
    for (const { measurement, stored } of measurements) {
      const { sha256 } = measurement.source;
      const known = drafts.get(sha256);
      const draft = known ?? {
        sha256,
        files: [],
        base: toBase(measurement),
        stored,
        contradictions: contradicted.get(sha256) ?? [],
      };
      drafts.set(sha256, { ...draft, files: [...draft.files, file] });
    }
  }
  return drafts;
}

/** The file each record was read from, by its SHA-256. */
export function filesByRecord({ files }: Pick<PreviewedImport, 'files'>): Map<string, string> {
  const found = new Map<string, string>();
  for (const { measurements } of files) {
    for (const { measurement } of measurements) {
      const { sha256, file } = measurement.source;
      if (!found.has(sha256)) found.set(sha256, file);
    }
  }
  return found;
}

function toBase({ derived: _derived, flags: _flags, missing: _missing, ...base }: Measurement): BaseMeasurement {
  return base;
}

/** What is said of one draft. */
export interface Sayings {
  set: Fills;
  row: Fills | undefined;
  choices: Readonly<Record<string, string>> | undefined;
}

const nothing = {};

/**
 * Applies to drafts what was said of them, just as a commit will. It remembers what it made of each, so that an edit of
 * one row of thousands computes that row alone.
 */
export function createDraftEditor(aliases: AliasBook): (draft: Draft, sayings: Sayings) => EditedDraft {
  const known = new WeakMap<Draft, { key: string; edited: EditedDraft }>();
  return (draft, { set, row, choices }) => {
    const key = JSON.stringify([set, row ?? nothing, choices ?? nothing]);
    const before = known.get(draft);
    if (before?.key === key) return before.edited;
    const chosen = applyChoices(draft.base, draft.contradictions, choices ?? nothing);
    const { measurement, problems } = applyFills(chosen, { ...set, ...row });
    const edited = {
      draft,
      measurement: assess(measurement),
      shown: assess(applyAliases(measurement, aliases)),
      problems,
    };
    known.set(draft, { key, edited });
    return edited;
  };
}
