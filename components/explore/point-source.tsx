import { Badge } from '@/components/ui/badge';
import { Disclosure } from '@/components/ui/disclosure';
import { Icon } from '@/components/ui/icon';
import { Skeleton } from '@/components/ui/skeleton';
import type { StoredMeasurement } from '@/lib/api/contracts';
import { fieldName, fieldText } from '@/lib/domain/edits/describe-change';
import type { Point } from '@/lib/domain/point';
import { formatBytes, notReported } from '@/lib/units/format';
import { type Fact, Facts, PanelSection } from './facts';

interface PointSourceProps {
  point: Point;
  /** null while it is on its way, or could not be had. */
  measurement: StoredMeasurement | null;
  isPending: boolean;
  error: Error | null;
}

/** "2026-11-20 14:03" from an ISO time, in the zone it was written in. */
const shortTime = (iso: string) => iso.slice(0, 16).replace('T', ' ');

/** Where the numbers come from, field by field where it is not plainly the file. */
export function PointSource({ point, measurement, isPending, error }: PointSourceProps) {
  const { source, sweep, measuredAt, importedAt, sample } = point;
  const facts: Fact[] = [
    { name: 'Sweep', value: sweep.name },
    { name: 'Measured', value: measuredAt === null ? notReported : shortTime(measuredAt) },
    { name: 'Imported', value: `${shortTime(importedAt)} UTC` },
    { name: 'Format', value: [source.format, source.formatVersion].filter((part) => part !== null).join(' ') },
    { name: 'Record', value: source.index + 1 },
  ];
  return (
    <PanelSection title="Where it comes from">
      <div className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 font-mono text-xs break-all">{source.file}</span>
        {measurement !== null && (
          <a
            href={measurement.artifact.href}
            download
            className="inline-flex items-center gap-1 text-xs whitespace-nowrap text-accent hover:underline"
          >
            <Icon name="download" size={12} />
            {formatBytes(measurement.artifact.size)}
            <span className="sr-only"> original file</span>
          </a>
        )}
      </div>
      {sample && (
        <p>
          <Badge tone="accent">sample data</Badge>
        </p>
      )}
      <Facts facts={facts} />
      {isPending && <Skeleton className="h-5" />}
      {error !== null && <p className="text-xs text-danger">The rest could not be read: {error.message}</p>}
      {measurement !== null && <Said measurement={measurement} />}
      {measurement !== null && <Provenance provenance={measurement.provenance} />}
      {measurement !== null && <Extra extra={measurement.extra} />}
    </PanelSection>
  );
}

/** What people say of it: tags, notes, and what the record said of fields set by hand. */
function Said({ measurement: { tags, notes, byHand } }: { measurement: StoredMeasurement }) {
  const originals = Object.entries(byHand);
  return (
    <>
      {tags.length > 0 && (
        <p className="flex flex-wrap gap-1">
          {tags.map((tag) => (
            <Badge key={tag} tone="accent">
              {tag}
            </Badge>
          ))}
        </p>
      )}
      {notes !== null && <p className="break-words whitespace-pre-wrap">{notes}</p>}
      {originals.length > 0 && (
        <Disclosure summary={`The record says otherwise · ${originals.length}`} open>
          <Facts
            facts={originals.map(([path, { value }]) => ({ name: fieldName(path), value: fieldText(path, value) }))}
          />
        </Disclosure>
      )}
    </>
  );
}

function Provenance({ provenance }: { provenance: StoredMeasurement['provenance'] }) {
  const entries = Object.entries(provenance);
  if (entries.length === 0) return null;
  return (
    <Disclosure summary={`Not from the record itself · ${entries.length}`} open>
      <Facts
        facts={entries.map(([path, from]) => ({ name: <span className="break-all">{path}</span>, value: from }))}
      />
    </Disclosure>
  );
}

function Extra({ extra }: { extra: StoredMeasurement['extra'] }) {
  const entries = Object.entries(extra);
  if (entries.length === 0) return null;
  return (
    <Disclosure summary={`Other fields of the record · ${entries.length}`}>
      <dl className="font-mono text-xs">
        {entries.map(([name, value]) => (
          <div key={name} className="border-t border-line py-1 first:border-t-0">
            <dt className="text-muted">{name}</dt>
            <dd className="max-h-40 overflow-auto break-words whitespace-pre-wrap">
              {typeof value === 'string' ? value : JSON.stringify(value, null, 1)}
            </dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}
