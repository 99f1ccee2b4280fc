import type { JobAttempt } from '@/lib/api/job-contracts';
import { formatCount, formatNumber, formatPercent } from '@/lib/units/format';

/** What the server says of itself while a load runs. */
export function GaugesPanel({ attempt: { gauges, label, state } }: { attempt: JobAttempt }) {
  return (
    <section aria-labelledby="gauges" className="flex flex-col gap-2">
      <h2 id="gauges" className="caption">
        Server now · {label}
      </h2>
      {gauges === null ? (
        <p className="text-xs text-muted">
          {state.phase === 'starting' ? 'It has not answered yet.' : 'It has not been asked yet.'}
        </p>
      ) : (
        <>
          <dl className="grid grid-cols-2 gap-x-4 gap-y-3">
            <Gauge name="requests running" value={gauges.running === null ? '–' : formatCount(gauges.running)} />
            <Gauge name="requests waiting" value={gauges.waiting === null ? '–' : formatCount(gauges.waiting)} />
            <Gauge name="output tok/s" value={rate(gauges.outputTokensPerS)} />
            <Gauge name="prompt tok/s" value={rate(gauges.promptTokensPerS)} />
          </dl>
          <KvCache share={gauges.kvCacheUse} />
        </>
      )}
    </section>
  );
}

const rate = (value: number | null) => (value === null ? '–' : formatNumber(value));

function Gauge({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="text-xl font-semibold tracking-tight tabular-nums">{value}</dd>
    </div>
  );
}

function KvCache({ share }: { share: number | null }) {
  if (share === null) return null;
  return (
    <div className="flex flex-col gap-1">
      <div
        role="meter"
        aria-label="KV cache in use"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        className="h-1.5 overflow-hidden rounded-full bg-hover"
      >
        <div
          className={`h-full transition-[width] ${share > 0.95 ? 'bg-warning' : 'bg-accent'}`}
          style={{ width: `${Math.min(100, share * 100)}%` }}
        />
      </div>
      <p className="text-xs text-muted">KV cache {formatPercent(share)} in use</p>
    </div>
  );
}
