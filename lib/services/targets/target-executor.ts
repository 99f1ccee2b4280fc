import type { Target } from '@/lib/domain/plan/target';
import type { Executor } from '@/lib/launch/executors/executor';
import { processExecutor } from '@/lib/launch/executors/process/process-executor';
import { localEnvironment } from '@/lib/launch/transports/local/local-environment';
import { localTransport } from '@/lib/launch/transports/local/local-transport';

/** How often a job's script on this machine looks at what it waits for. */
const pollS = '0.25';

/** The executor of a target; all there are so far are this machine's. */
export function executorFor(target: Target): Executor {
  return processExecutor(localTransport({ ...localEnvironment(process.env), KNEEPOINT_POLL_S: pollS }), target);
}
