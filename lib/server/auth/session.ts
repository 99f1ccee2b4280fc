import { jwtVerify, SignJWT } from 'jose';
import type { Secrets } from './secrets';

const audience = 'session';
const lifetimeS = 30 * 24 * 60 * 60;

/** The cookie's name: each instance has its own, or two of them on one host would sign each other out. */
export const sessionCookieName = ({ instance }: Secrets) => `kneepoint-${instance}`;

/** A `Set-Cookie` that signs in for 30 days. `secure` where the browser came by https. */
export async function createSessionCookie(secrets: Secrets, { secure }: { secure: boolean }): Promise<string> {
  const session = await new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(secrets.instance)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${lifetimeS}s`)
    .sign(secrets.key);
  return toCookie(secrets, session, lifetimeS, secure);
}

/** A `Set-Cookie` that signs out. */
export const clearSessionCookie = (secrets: Secrets) => toCookie(secrets, '', 0, false);

function toCookie(secrets: Secrets, value: string, maxAgeS: number, secure: boolean): string {
  const attributes = `Path=/; Max-Age=${maxAgeS}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  return `${sessionCookieName(secrets)}=${value}; ${attributes}`;
}

/** Whether this is a session of this instance that has not run out. */
export async function isSession(secrets: Secrets, cookie: string | undefined): Promise<boolean> {
  if (cookie === undefined || cookie === '') return false;
  try {
    await jwtVerify(cookie, secrets.key, { issuer: secrets.instance, audience, algorithms: ['HS256'] });
    return true;
  } catch {
    return false;
  }
}
