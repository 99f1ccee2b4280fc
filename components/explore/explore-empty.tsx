import { WaysIn } from '@/components/shell/ways-in';

/** Nothing stored at all. */
export function ExploreEmpty() {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto flex w-full max-w-3xl flex-col gap-5 px-4 py-[8vh] outline-none"
    >
      <div>
        <h1 className="text-xl font-semibold">Nothing to explore yet</h1>
        <p className="mt-1 text-muted">
          Kneepoint draws throughput per GPU against throughput per user from{' '}
          <code className="font-mono">vllm bench serve</code> results. There are three ways to get some in.
        </p>
      </div>
      <WaysIn />
    </main>
  );
}
