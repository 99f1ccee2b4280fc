import Link from 'next/link';
import { useMemo } from 'react';
import { Thumbnail } from '@/components/charts/thumbnail';
import { chartOf } from '@/components/explore/chart-of';
import { explore } from '@/lib/domain/explore';
import type { Point } from '@/lib/domain/point';
import { exploreHref } from '@/lib/domain/view-url';
import type { StartView } from './start-views';

/** A question, its answer from the points at hand, and the way to the chart behind it. */
export function ViewCard({ points, start }: { points: readonly Point[]; start: StartView }) {
  const { question, about, view } = start;
  const { answer, chart } = useMemo(() => {
    const exploration = explore(points, view);
    return { answer: exploration.answers[0], chart: chartOf(exploration, view) };
  }, [points, view]);
  const [panel] = chart.panels;
  return (
    <li className="group relative flex flex-col gap-2 rounded-lg border border-line-strong bg-surface p-4 transition-colors hover:border-accent">
      <h3 className="text-base font-semibold">
        <Link href={exploreHref(view)} className="after:absolute after:inset-0 after:rounded-lg">
          {question}
        </Link>
      </h3>
      {panel !== undefined && panel.marks.length > 0 && <Thumbnail panel={panel} x={chart.x} y={chart.y} />}
      {answer !== undefined && (
        <p className="text-muted">
          {answer.headline.map(({ text, strong }, index) =>
            strong ? (
              <strong key={index} className="font-semibold text-ink">
                {text}
              </strong>
            ) : (
              <span key={index}>{text}</span>
            ),
          )}
        </p>
      )}
      <p className="mt-auto text-xs text-muted">{about}</p>
    </li>
  );
}
