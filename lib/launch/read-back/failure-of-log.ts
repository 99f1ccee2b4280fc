import { plainLines } from '@/lib/vllm/server-log/plain-log';
import { failureIn } from '@/lib/vllm/server-log/server-failure';

/** Why a server did not come up or went down, by what its log says, for people; null where the log does not tell. */
export const failureOfLog = (text: string): string | null => failureIn(plainLines(text))?.message ?? null;
