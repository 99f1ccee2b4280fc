import Link from 'next/link';
import type { Point } from '@/lib/domain/point';
import { exploreHref } from '@/lib/domain/view-url';
import { formatCount } from '@/lib/units/format';
import { recentSweeps } from './start-views';

export function RecentSweeps({ points }: { points: readonly Point[] }) {
  const sweeps = recentSweeps(points, 8);
  if (sweeps.length === 0) return null;
  return (
    <section aria-labelledby="recent" className="flex flex-col gap-2">
      <h2 id="recent" className="text-lg font-semibold">
        Came in last
      </h2>
      <div className="overflow-x-auto">
        <table className="w-full text-left">
          <thead>
            <tr className="border-b border-line text-xs text-muted">
              <th scope="col" className="py-1 pr-4 font-normal">
                Sweep
              </th>
              {['Model', 'GPU'].map((head) => (
                <th key={head} scope="col" className="py-1 pr-4 font-normal max-sm:hidden">
                  {head}
                </th>
              ))}
              <th scope="col" className="py-1 pr-4 text-right font-normal">
                Points
              </th>
              <th scope="col" className="py-1 text-right font-normal">
                Imported, UTC
              </th>
            </tr>
          </thead>
          <tbody>
            {sweeps.map(({ name, models, gpus, count, importedAt }) => (
              <tr key={name} className="border-b border-line">
                <td className="py-1.5 pr-4">
                  <Link href={exploreHref({ filters: { sweep: [name] } })} className="text-accent hover:underline">
                    {name}
                  </Link>
                </td>
                <td className="py-1.5 pr-4 max-sm:hidden">{fewOf(models)}</td>
                <td className="py-1.5 pr-4 max-sm:hidden">{fewOf(gpus)}</td>
                <td className="py-1.5 pr-4 text-right">{formatCount(count)}</td>
                <td className="py-1.5 text-right whitespace-nowrap normal-nums">
                  {importedAt.slice(0, 16).replace('T', ' ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** "Llama-3.1-8B, Mixtral-8x7B and 3 more" */
function fewOf(names: readonly string[]): string {
  if (names.length === 0) return 'unknown';
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}
