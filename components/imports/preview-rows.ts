import type { PreviewResponse } from '@/lib/api/contracts';
import type { Measurement } from '@/lib/domain/measurement';

export type PreviewedFile = PreviewResponse['files'][number];

/** A line of the preview: the head of a file, or one measurement in it. */
export type PreviewLine =
  | { kind: 'file'; key: string; file: PreviewedFile }
  | {
      kind: 'measurement';
      key: string;
      sha256: string;
      measurement: Measurement;
      stored: boolean;
      /** Its file's name, where the file has no head of its own: one measurement and nothing wrong. */
      file: string | null;
    };

/** The preview as lines, files with their measurements under them. */
export function previewLines(files: readonly PreviewedFile[]): PreviewLine[] {
  return files.flatMap((file): PreviewLine[] => {
    const isPlain = file.measurements.length === 1 && file.problems.length === 0;
    const lines = file.measurements.map(({ measurement, stored }, index): PreviewLine => {
      const { sha256 } = measurement.source;
      const key = `${file.file} ${index}`;
      return { kind: 'measurement', key, sha256, measurement, stored, file: isPlain ? file.file : null };
    });
    return isPlain ? lines : [{ kind: 'file', key: file.file, file }, ...lines];
  });
}

export interface PreviewSums {
  measurements: Measurement[];
  /** Not stored yet and not left out. */
  fresh: number;
  stored: number;
  problems: PreviewedFile['problems'];
}

/** What the preview comes to; equal records in several files count once. */
export function sumsOf(files: readonly PreviewedFile[], leaveOut: readonly string[]): PreviewSums {
  const seen = new Set<string>(leaveOut);
  const sums: PreviewSums = {
    measurements: [],
    fresh: 0,
    stored: 0,
    problems: files.flatMap(({ problems }) => problems),
  };
  for (const { measurement, stored } of files.flatMap((file) => file.measurements)) {
    sums.measurements.push(measurement);
    const { sha256 } = measurement.source;
    if (seen.has(sha256)) continue;
    seen.add(sha256);
    if (stored) sums.stored += 1;
    else sums.fresh += 1;
  }
  return sums;
}
