import type { ProblemWire } from '@/lib/api/contracts';
import { formatCount } from '@/lib/units/format';

const mostShown = 50;

/** What could not be read, each where it is and in one sentence. */
export function ProblemList({ problems }: { problems: readonly ProblemWire[] }) {
  return (
    <ul className="flex max-h-64 flex-col gap-1 overflow-y-auto" tabIndex={0} aria-label="Problems">
      {problems.slice(0, mostShown).map((problem, index) => (
        <li key={index} className="break-words">
          {problem.message}
        </li>
      ))}
      {problems.length > mostShown && (
        <li className="text-muted">And {formatCount(problems.length - mostShown)} more.</li>
      )}
    </ul>
  );
}
