import { type LatencyKind, latencyKinds, type LatencyStatistics, statistics } from '@/lib/domain/measurement';
import type { Point } from '@/lib/domain/point';
import { formatFixed } from '@/lib/units/format';
import { PanelSection } from './facts';

const names: Record<LatencyKind, { short: string; long: string }> = {
  ttftMs: { short: 'TTFT', long: 'time to first token' },
  tpotMs: { short: 'TPOT', long: 'time per output token' },
  itlMs: { short: 'ITL', long: 'gap between chunks' },
  e2elMs: { short: 'E2E', long: 'end-to-end latency' },
};

/** Milliseconds without a unit in every cell: the head says it. */
function cell(value: number | null): string {
  if (value === null) return '–';
  return formatFixed(value, value >= 1000 ? 0 : value >= 100 ? 1 : 2);
}

function otherNames(latency: Point['latency']): string[] {
  return [...new Set(latencyKinds.flatMap((kind) => Object.keys(latency[kind]?.others ?? {})))].sort();
}

const valueOf = (block: LatencyStatistics | null, name: string): number | null => {
  const known = statistics.find((statistic) => statistic === name);
  return known === undefined ? (block?.others[name] ?? null) : (block?.[known] ?? null);
};

/** Every latency at every statistic the source reports. */
export function PointLatency({ latency }: { latency: Point['latency'] }) {
  const kinds = latencyKinds.filter((kind) => latency[kind] !== null);
  const rows = [...statistics, ...otherNames(latency)].filter((name) =>
    kinds.some((kind) => valueOf(latency[kind], name) !== null),
  );
  return (
    <PanelSection title="Latency, ms">
      {rows.length === 0 ? (
        <p className="text-muted">Not reported: an offline run, or nothing was streamed.</p>
      ) : (
        <table className="w-full text-right">
          <thead>
            <tr className="text-xs text-muted">
              <th scope="col" className="text-left font-normal">
                <span className="sr-only">Statistic</span>
              </th>
              {kinds.map((kind) => (
                <th key={kind} scope="col" className="py-0.5 font-normal" title={names[kind].long}>
                  {names[kind].short}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((name) => (
              <tr key={name} className="border-t border-line">
                <th scope="row" className="py-1 text-left font-normal text-muted">
                  {name}
                </th>
                {kinds.map((kind) => (
                  <td key={kind} className="py-1 pl-2 text-right">
                    {cell(valueOf(latency[kind], name))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </PanelSection>
  );
}
