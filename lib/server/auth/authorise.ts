import { createHash, timingSafeEqual } from 'node:crypto';
import { isSession, sessionCookieName } from './session';
import type { Secrets } from './secrets';

/** Who asks: a browser with its session, or a program with the token. */
export type Caller = 'browser' | 'program';

/**
 * Who sent these headers, or null for nobody we know. A bearer token that is wrong is refused even beside a good
 * cookie: whoever sends one means it.
 */
export async function findCaller(secrets: Secrets, headers: Pick<Headers, 'get'>): Promise<Caller | null> {
  const authorization = headers.get('authorization');
  if (authorization !== null) {
    const token = /^bearer +(?<token>\S+) *$/i.exec(authorization)?.groups?.token;
    return token !== undefined && isToken(secrets, token) ? 'program' : null;
  }
  return (await isSession(secrets, findCookie(headers.get('cookie'), sessionCookieName(secrets)))) ? 'browser' : null;
}

/** Compares in a time that tells nothing, neither of content nor of length. */
export function isToken(secrets: Secrets, candidate: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(candidate), digest(secrets.token));
}

function findCookie(header: string | null, name: string): string | undefined {
  for (const cookie of header?.split(';') ?? []) {
    const [key, ...value] = cookie.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}
