import type { ReimportedMeasurement } from '@/lib/api/edit-contracts';
import { fieldName, fieldText } from '@/lib/domain/edits/describe-change';
import { fieldKey } from './taken-fields';

interface ReimportDifferencesProps {
  measurement: ReimportedMeasurement;
  left: ReadonlySet<string>;
  onToggle: (key: string) => void;
}

/** What one record reads otherwise: then, now, and what a person has set over it. */
export function ReimportDifferences({ measurement, left, onToggle }: ReimportDifferencesProps) {
  const { id, file, record, differences, problem, readBy, presentVersion } = measurement;
  return (
    <section aria-label={`${file}, record ${record}`} className="rounded-md border border-line-strong">
      <div className="border-b border-line bg-sunken px-3 py-1.5">
        <p className="font-mono text-xs break-all">
          {file}, record {record}
        </p>
        {readBy !== presentVersion && (
          <p className="text-2xs text-muted">
            importer version {readBy ?? 'unknown'} → {presentVersion}
          </p>
        )}
      </div>
      {problem !== null && <p className="px-3 py-2 text-xs text-danger">{problem}</p>}
      {differences.map(({ path, recorded, read, byHand }) => (
        <label key={path} className="flex gap-2.5 border-t border-line px-3 py-2 first-of-type:border-t-0">
          <input
            type="checkbox"
            className="mt-1 shrink-0"
            checked={!left.has(fieldKey(id, path))}
            onChange={() => onToggle(fieldKey(id, path))}
          />
          <span className="min-w-0 text-xs break-words">
            <span className="block font-semibold">{fieldName(path)}</span>
            {fieldText(path, recorded.value)} → {fieldText(path, read.value)}
            {byHand !== null && (
              <span className="block text-muted">
                stays {fieldText(path, byHand.value)}, set by hand; the record’s value beside it changes
              </span>
            )}
          </span>
        </label>
      ))}
    </section>
  );
}
