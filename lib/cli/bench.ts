import { runBenchServeCommand } from '@/lib/loadgen/bench-serve-command';
import { stopSignal } from '@/lib/loadgen/stop-signal';
import type { Terminal } from './terminal';

/**
 * `kneepoint bench FLAG...`: the load generator with the flags of `vllm bench serve`. Ends with its exit code: 0 with a
 * result, 1 without one, 2 for flags that make no sense, 130 when stopped.
 */
export function bench(flags: readonly string[], { print, warn, progress, folder, env }: Terminal): Promise<number> {
  const withoutLineEnd = (text: string) => text.replace(/\n$/, '');
  return runBenchServeCommand(flags, {
    program: 'kneepoint bench',
    env,
    folder,
    stdout: { write: (text) => print(withoutLineEnd(text)) },
    stderr: { write: (text) => (text.startsWith('\r') ? progress(text) : warn(withoutLineEnd(text))) },
    signal: stopSignal(),
  });
}
