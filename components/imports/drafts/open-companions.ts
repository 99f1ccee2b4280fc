import type { PreviewedCompanion } from '@/lib/domain/import';
import type { Edits } from '../edits/edits';

/** A companion that nothing but a person decides about, and what it may belong to. */
export interface OpenCompanion {
  id: string;
  label: string;
  /** Result files it belongs to now. */
  files: readonly string[];
  /** What a person can say it belongs to: single files, or folders where these are many. */
  choices: readonly { label: string; files: readonly string[] }[];
}

/** More single files than these are chosen by folder. */
const mostFiles = 12;

/** Companions of which names and folders do not say what they belong to. `fileOf`: the file of each record. */
export function openCompanions(
  companions: readonly PreviewedCompanion[],
  assigned: Edits['companions'],
  fileOf: ReadonlyMap<string, string>,
): OpenCompanion[] {
  return companions
    .filter(({ candidates }) => candidates.length > 0)
    .map(({ id, label, belongsTo, candidates }) => ({
      id,
      label,
      files: assigned[id] ?? [...new Set(belongsTo.flatMap((record) => fileOf.get(record) ?? []))],
      choices: choicesAmong(candidates),
    }));
}

function choicesAmong(files: readonly string[]): OpenCompanion['choices'] {
  if (files.length <= mostFiles) return files.map((file) => ({ label: file, files: [file] }));
  const folders = new Map<string, string[]>();
  for (const file of files) {
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return [...folders].map(([folder, own]) => ({
    label: `${folder === '' ? 'files in no folder' : folder} (${own.length.toLocaleString('en')})`,
    files: own,
  }));
}

/** What a companion belongs to once a choice is ticked, or no longer. */
export function withChoice({ files }: OpenCompanion, choice: readonly string[], on: boolean): string[] {
  const others = files.filter((file) => !choice.includes(file));
  return on ? [...others, ...choice] : others;
}
