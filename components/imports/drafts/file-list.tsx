'use client';

import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Disclosure } from '@/components/ui/disclosure';
import type { FileRole, PreviewedCompanion, PreviewedFile } from '@/lib/domain/import';
import { fieldName } from './contradictions';
import { formatBytes, formatCount } from '@/lib/units/format';

const mostShown = 200;

const roles: Record<FileRole, { label: string; tone: BadgeTone }> = {
  results: { label: 'results', tone: 'good' },
  companion: { label: 'read beside results', tone: 'accent' },
  'by-product': { label: 'left aside', tone: 'neutral' },
  unread: { label: 'not read', tone: 'warning' },
};

interface FileListProps {
  files: readonly PreviewedFile[];
  companions: readonly PreviewedCompanion[];
  onRemove: (path: string) => void;
}

/** What became of each file; those that are not plain results come first. */
export function FileList({ files, companions, onRemove }: FileListProps) {
  const sorted = [...files.filter(isOdd), ...files.filter((file) => !isOdd(file))];
  const summary = (Object.keys(roles) as FileRole[]).flatMap((role) => {
    const count = files.filter((file) => file.role === role).length;
    return count === 0 ? [] : [`${formatCount(count)} ${roles[role].label}`];
  });
  return (
    <Disclosure
      summary={`${formatCount(files.length)} ${files.length === 1 ? 'file' : 'files'} · ${summary.join(' · ')}`}
    >
      <ul
        className="flex max-h-80 flex-col overflow-y-auto rounded-lg border border-line"
        aria-label="Files"
        tabIndex={0}
      >
        {sorted.slice(0, mostShown).map((file) => (
          <li
            key={file.file}
            className="flex flex-wrap items-baseline gap-x-3 border-b border-line px-3 py-1 last:border-0"
          >
            <Badge tone={roles[file.role].tone}>{roles[file.role].label}</Badge>
            <span className="min-w-0 font-mono text-xs break-all">{file.file}</span>
            <span className="text-xs text-muted">
              {[
                file.format,
                file.measurements.length > 0 ? `${formatCount(file.measurements.length)} read` : null,
                formatBytes(file.size),
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </span>
            {companions
              .filter((companion) => companion.file === file.file)
              .map((companion) => (
                <span key={companion.id} className="text-xs text-muted">
                  {deedsOf(companion)}
                </span>
              ))}
            {file.note !== null && <span className="text-xs text-muted">{file.note}</span>}
            {file.problems.length > 0 && (
              <span className="text-xs text-danger">
                {file.problems.length === 1 ? '1 problem' : `${formatCount(file.problems.length)} problems`}
              </span>
            )}
            <Button size="small" look="quiet" className="ml-auto text-muted" onClick={() => onRemove(file.file)}>
              Remove<span className="sr-only"> {file.file}</span>
            </Button>
          </li>
        ))}
        {sorted.length > mostShown && (
          <li className="px-3 py-1 text-xs text-muted">And {formatCount(sorted.length - mostShown)} more.</li>
        )}
      </ul>
    </Disclosure>
  );
}

const isOdd = ({ role, problems }: PreviewedFile) => role !== 'results' || problems.length > 0;

const mostFields = 6;

/** What a companion did: "KubeAI Model spec a.yaml: filled TP, PP and GPU of 4 measurements". */
function deedsOf({ label, belongsTo, filled, candidates }: PreviewedCompanion): string {
  // Its file's note says so.
  if (belongsTo.length === 0 && candidates.length > 0) return label;
  if (belongsTo.length === 0) return `${label}: belongs to nothing here`;
  const count = `${formatCount(belongsTo.length)} ${belongsTo.length === 1 ? 'measurement' : 'measurements'}`;
  if (filled.length === 0) return `${label}: says nothing new of ${count}`;
  const fields = filled.slice(0, mostFields).map(fieldName).join(', ');
  return `${label}: filled ${fields}${filled.length > mostFields ? ', …' : ''} of ${count}`;
}
