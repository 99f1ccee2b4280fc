import type { DryRunResponse } from '@/lib/api/job-contracts';
import { formatCount, formatEstimate } from '@/lib/units/format';

/** The deployments in the order they run; those that cannot run with the reason. */
export function PreviewDeployments({ attempts }: Pick<DryRunResponse, 'attempts'>) {
  if (attempts.length === 0) return null;
  return (
    <div tabIndex={0} role="region" aria-label="Deployments in their order" className="max-h-64 overflow-auto">
      <table className="w-full text-xs">
        <thead>
          <tr className="text-left text-muted">
            <th className="py-1 pr-3 font-normal">Deployment</th>
            <th className="py-1 pr-3 text-right font-normal">GPUs</th>
            <th className="py-1 pr-3 text-right font-normal">Runs</th>
            <th className="py-1 text-right font-normal">Time</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map(({ key, label, gpus, runs, problems, estimateS }) => (
            <tr key={key} className="border-t border-line align-baseline">
              <th scope="row" className="py-1 pr-3 text-left font-normal">
                {label}
              </th>
              {problems.length > 0 ? (
                <td colSpan={3} className="py-1 text-warning">
                  Left out: {problems.map(({ message }) => message).join(' ')}
                </td>
              ) : (
                <>
                  <td className="py-1 pr-3 text-right">{gpus === null ? '–' : formatCount(gpus)}</td>
                  <td className="py-1 pr-3 text-right">{formatCount(runs.length)}</td>
                  <td className="py-1 text-right whitespace-nowrap">{formatEstimate(estimateS)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
