import { AppError } from '@/lib/services/errors';
import type { Caller } from '../auth/authorise';

/** The key a client gave this import, or null. Refuses one that is no key. */
export function readIdempotencyKey({ headers }: Request): string | null {
  const key = headers.get('idempotency-key');
  if (key !== null && !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new AppError('bad-request', 'Idempotency-Key: expected 1 to 200 characters without blanks.');
  }
  return key;
}

/** Which door an import came through: a signed-in browser, our own command line, or another program. */
export function sentVia({ headers }: Request, caller: Caller | null): 'browser' | 'cli' | 'api' {
  if (caller === 'browser') return 'browser';
  return headers.get('user-agent')?.startsWith('kneepoint-cli') === true ? 'cli' : 'api';
}
