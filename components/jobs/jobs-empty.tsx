import Link from 'next/link';
import { buttonClass } from '@/components/ui/button';

/** No job was ever made. */
export function JobsEmpty() {
  return (
    <div className="flex max-w-2xl flex-col gap-3 rounded-lg border border-line-strong bg-surface p-5">
      <h2 className="text-lg font-semibold">No job yet</h2>
      <p className="text-muted">
        A job starts vLLM with each TP, PP and DP you choose, runs its benchmark over a list of loads, and puts each
        finished load on the chart. It can be tried without a GPU: the local simulator stands in for vLLM, and what it
        gives stays marked as simulated.
      </p>
      <div className="flex flex-wrap gap-2">
        <Link href="/launch" className={buttonClass({ look: 'primary' })}>
          Launch a sweep
        </Link>
        <Link href="/launch?try=simulator" className={buttonClass()}>
          Try it on the simulator
        </Link>
      </div>
    </div>
  );
}
