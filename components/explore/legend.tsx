import { SeriesMark } from '@/components/charts/series-mark';
import { classNames } from '@/components/ui/class-names';
import { formatCount } from '@/lib/units/format';
import type { Exploration, Series } from '@/lib/domain/exploration';
import type { Highlight } from './use-highlight';

/** The lines by name, and what the marks mean. */
interface LegendProps {
  exploration: Exploration;
  highlight: Highlight;
}

export function Legend({ exploration, highlight }: LegendProps) {
  const { panels } = exploration;
  const has = looksOf(exploration);
  return (
    <div className="flex flex-col gap-4">
      {panels.map(({ key, label, series }) => (
        <section key={key} aria-label={label === '' ? 'Lines' : `Lines of ${label}`} className="flex flex-col gap-1.5">
          <h2 className="caption">
            {label === '' ? 'Lines' : label} · {formatCount(series.length)}
          </h2>
          <LineList lines={series} highlight={highlight} />
        </section>
      ))}
      <section aria-label="Marks" className="flex flex-col gap-1.5">
        <h2 className="caption">Marks</h2>
        <ul className="flex flex-col gap-1 text-xs text-muted">
          <Sign text="Curve: one deployment, its loads in order">
            <path d="M2 9C8 8 14 6 22 2" fill="none" stroke="currentColor" strokeWidth={1.25} />
          </Sign>
          <Sign text="Frontier: at least this; nothing promised between">
            <path d="M2 2v3h9v4h11" fill="none" stroke="currentColor" strokeWidth={2.5} />
          </Sign>
          {has.queued && (
            <Sign text="Hollow: most of the load waited in the queue">
              <circle cx={12} cy={6} r={4} fill="none" stroke="currentColor" strokeWidth={1.75} />
            </Sign>
          )}
          {has.unmeasured && (
            <Sign text="Thin, with a dot: simulated or predicted; without the dot where it queued">
              <circle cx={12} cy={6} r={4} fill="none" stroke="currentColor" strokeWidth={1} />
              <circle cx={12} cy={6} r={1.8} fill="currentColor" />
            </Sign>
          )}
          {has.dashed && (
            <Sign text="Dashed: prefill and decode apart">
              <path d="M2 6h20" fill="none" stroke="currentColor" strokeWidth={2} strokeDasharray="5 3" />
            </Sign>
          )}
          {has.faint && (
            <Sign text="Faint: one of several repeats, the line runs through their median">
              <circle cx={12} cy={6} r={3.5} fill="currentColor" opacity={0.35} />
            </Sign>
          )}
          {has.invalid && (
            <Sign text="Crossed: invalid, nothing runs through it">
              <path d="M8 2l8 8M8 10l8-8" stroke="var(--danger)" strokeWidth={1.5} />
            </Sign>
          )}
        </ul>
      </section>
      <p className="text-xs text-muted">
        Choose a point, on the chart or in the table, to see all of its numbers here.
      </p>
    </div>
  );
}

function Sign({ text, children }: { text: string; children: React.ReactNode }) {
  return (
    <li className="flex gap-2">
      <svg width={24} height={12} viewBox="0 0 24 12" aria-hidden="true" focusable="false" className="mt-0.5 shrink-0">
        {children}
      </svg>
      {text}
    </li>
  );
}

type LineListProps = Omit<LegendProps, 'exploration'> & { lines: readonly Series[] };

/** What several lines serve alike is said once, above them. */
function LineList({ lines, highlight }: LineListProps) {
  const headings = [...new Set(lines.map(({ heading }) => heading))];
  return (
    <>
      <ul className="flex flex-col gap-0.5">
        {headings.map((heading) => {
          const served = lines.filter((line) => line.heading === heading);
          if (heading === '' || served.length === 1) {
            return <Lines key={heading} lines={served} nameOf={({ label }) => label} highlight={highlight} />;
          }
          return (
            <li key={heading} className="mt-1 first:mt-0">
              <p className="text-xs text-muted">{heading}</p>
              <ul aria-label={heading} className="flex flex-col gap-0.5">
                <Lines lines={served} nameOf={({ name, label }) => name || label} highlight={highlight} />
              </ul>
            </li>
          );
        })}
      </ul>
      {joinedSweeps(lines).map((sentence) => (
        <p key={sentence} className="text-xs text-muted">
          {sentence}
        </p>
      ))}
    </>
  );
}

interface LinesProps extends LineListProps {
  nameOf: (line: Series) => string;
}

/** Pointing at a line, or going there by keyboard, makes it stand out on the chart; choosing it keeps it so. */
function Lines({ lines, nameOf, highlight: { held, pointAt, toggle } }: LinesProps) {
  return lines.map((series) => (
    <li key={series.key}>
      <button
        type="button"
        aria-pressed={series.key === held}
        onClick={() => toggle(series.key)}
        onPointerEnter={({ pointerType }) => pointerType !== 'touch' && pointAt(series.key)}
        onPointerLeave={() => pointAt(null)}
        onFocus={() => pointAt(series.key)}
        onBlur={() => pointAt(null)}
        className={classNames(
          '-mx-1.5 flex w-[calc(100%+0.75rem)] items-baseline gap-2 rounded-md px-1.5',
          series.key === held ? 'bg-accent-soft' : 'hover:bg-hover',
        )}
      >
        <span className="translate-y-px">
          <SeriesMark color={series.color} shape={series.shape} />
        </span>
        <span className="min-w-0 break-words">{nameOf(series)}</span>
        <span className="ml-auto text-xs text-muted">{formatCount(series.count)}</span>
      </button>
    </li>
  ));
}

function joinedSweeps(lines: readonly Series[]): string[] {
  return lines.flatMap(({ label, curves }) =>
    curves
      .filter(({ sweeps }) => sweeps.length > 1)
      .map(({ sweeps }) => `${label} joins ${sweeps.length} sweeps of equal identity: ${sweeps.join(', ')}.`),
  );
}

function looksOf({ rows, panels }: Exploration) {
  return {
    queued: rows.some(({ queued }) => queued !== null),
    faint: rows.some(({ faint }) => faint),
    invalid: rows.some(({ invalid }) => invalid),
    unmeasured: rows.some(({ point }) => point.origin !== 'measured'),
    dashed: panels.some(({ series }) => series.some(({ dashed }) => dashed)),
  };
}
