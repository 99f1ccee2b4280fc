import { plainLines } from '@/lib/vllm/server-log/plain-log';
import { failureIn } from '@/lib/vllm/server-log/server-failure';

/**
 * Why a server did not come up or went down, by what its log says, for people; null where the log does not tell. One
 * that `wasStopped` may say that its engine died, which is then no cause of anything.
 */
export function failureOfLog(text: string, { wasStopped }: { wasStopped: boolean }): string | null {
  const failure = failureIn(plainLines(text));
  return failure === null || (wasStopped && failure.code === 'engine-failed') ? null : failure.message;
}
