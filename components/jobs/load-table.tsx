import { Fragment } from 'react';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { useRowWindow } from '@/components/ui/use-row-window';
import type { JobLoad } from '@/lib/api/job-contracts';
import { exploreHref } from '@/lib/domain/view-url';
import { formatCount } from '@/lib/units/format';
import { loadWords, phaseOfLoad, sentenceOf, timeOfLoad } from './state-words';

const rowHeight = 30;

interface LoadTableProps {
  loads: readonly JobLoad[];
  name: string;
  /** Why the deployment ended, which stands above: loads left out for it need not say it again. */
  said: string | null;
}

/** Each load of a deployment: what it is, how far it is, what became of it. */
export function LoadTable({ loads, name, said }: LoadTableProps) {
  const { box, isWindowed, first, last, before, after } = useRowWindow(loads.length, rowHeight);
  const hasRepeats = loads.some(({ repeat }) => repeat > 1);
  const hasWorkloads = new Set(loads.map(({ workload }) => workload)).size > 1;
  return (
    <div ref={box} className={`mt-2 overflow-x-auto ${isWindowed ? 'max-h-96 overflow-y-auto' : ''}`}>
      <table className="w-full text-left">
        <caption className="sr-only">Loads of {name}</caption>
        <thead>
          <tr className="text-xs text-muted">
            {hasWorkloads && <th className="py-1 pr-3 font-normal">Workload</th>}
            <th className="py-1 pr-3 font-normal">Load</th>
            {hasRepeats && <th className="py-1 pr-3 text-right font-normal">Repeat</th>}
            <th className="py-1 pr-3 text-right font-normal max-sm:hidden">Prompts</th>
            <th className="py-1 pr-3 font-normal">State</th>
            <th className="py-1 pr-3 text-right font-normal">Time</th>
            <th className="w-full py-1 font-normal">
              <span className="sr-only">Result</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr aria-hidden="true" style={{ height: before }} />}
          {loads.slice(first, last + 1).map((load) => {
            const { word, tone } = phaseOfLoad(load);
            const note = noteOf(load, said);
            return (
              <Fragment key={load.key}>
                <tr className="border-t border-line align-baseline" style={{ height: rowHeight }}>
                  {hasWorkloads && <td className="pr-3 whitespace-nowrap">{load.workload}</td>}
                  <th scope="row" className="pr-3 font-normal whitespace-nowrap">
                    {loadWords(load.load)}
                  </th>
                  {hasRepeats && <td className="pr-3 text-right">{load.repeat}</td>}
                  <td className="pr-3 text-right max-sm:hidden">{formatCount(load.load.numPrompts)}</td>
                  <td className="pr-3">
                    <Badge tone={tone}>{word}</Badge>
                  </td>
                  <td className="pr-3 text-right whitespace-nowrap">{timeOfLoad(load)}</td>
                  <td className="text-xs">
                    {load.measurement !== null && (
                      <Link href={exploreHref({ pinned: load.measurement })} className="text-accent hover:underline">
                        Point<span className="sr-only"> of {loadWords(load.load)}</span>
                      </Link>
                    )}
                    {note !== null && <span className="text-muted max-sm:hidden"> {note}</span>}
                  </td>
                </tr>
                {note !== null && (
                  <tr className="sm:hidden">
                    <td colSpan={6} className="pb-1.5 text-xs text-muted">
                      {note}
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
          {after > 0 && <tr aria-hidden="true" style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  );
}

/** What became of a load, or why an adaptive sweep asked for it. */
function noteOf({ phase, message, asked }: JobLoad, said: string | null): string | null {
  if (phase === 'left-out' && message === said) return null;
  const note = message ?? asked;
  return note === null || note === '' ? null : sentenceOf(note);
}
