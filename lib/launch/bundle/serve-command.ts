import type { JobRequest } from '@/lib/domain/plan/job-request';
import type { PlannedTopology } from '@/lib/domain/plan/plan';
import type { ServerFlag } from '@/lib/domain/plan/server-flags';
import type { Target } from '@/lib/domain/plan/target';
import { commandLines, type Option, quoteAll, variable } from './quote';

/** `--name=value` in one word, so that no value can be taken for another flag. */
const flagOption = ({ name, value }: ServerFlag): Option => [value === null ? `--${name}` : `--${name}=${value}`];

/** Topology and flags as the engine takes them; sizes other than TP only where they are not 1. */
export function engineOptions({ tp, pp, dp }: PlannedTopology, flags: readonly ServerFlag[]): Option[] {
  return [
    ['--tensor-parallel-size', String(tp)],
    ...(pp > 1 ? [['--pipeline-parallel-size', String(pp)]] : []),
    ...(dp > 1 ? [['--data-parallel-size', String(dp)]] : []),
    ...flags.map(flagOption),
  ];
}

/** The line that starts `vllm serve` for one deployment: on loopback, at the port the job found free. */
export function serveLines(request: JobRequest, topology: PlannedTopology, target: Target, indent: string): string {
  const { deployment } = request;
  if (deployment.source !== 'started') throw new RangeError('Only a started deployment has a server to start.');
  return commandLines(
    `start_group server server.log ${quoteAll([...target.vllm, 'serve', deployment.model])}`,
    [['--host', '127.0.0.1', '--port', variable('port')], ...engineOptions(topology, deployment.flags)],
    indent,
  );
}
