import { randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Secrets } from './secrets';

const audience = 'one-time-link';
const claims = z.object({ jti: z.string().min(1).max(100), exp: z.number() });

/** Why a one-time link does not open: the sign-in page says so. */
export const linkRefusals = ['used', 'expired', 'invalid'] as const;
export type LinkRefusal = (typeof linkRefusals)[number];

/** An address that signs a browser in once, within 12 hours: `http://localhost:3000/open?code=…`. */
export async function createOneTimeLink(secrets: Secrets, address: string): Promise<string> {
  const code = await new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(secrets.instance)
    .setAudience(audience)
    .setJti(randomUUID())
    .setExpirationTime('12h')
    .sign(secrets.key);
  return new URL(`/open?code=${code}`, address).toString();
}

/** The id of a code that we made and that has not run out, to be spent; or why it is no such code. */
export async function readOneTimeCode(
  secrets: Secrets,
  code: string,
): Promise<{ id: string } | { refusal: LinkRefusal }> {
  try {
    const { payload } = await jwtVerify(code, secrets.key, {
      issuer: secrets.instance,
      audience,
      algorithms: ['HS256'],
    });
    return { id: claims.parse(payload).jti };
  } catch (error) {
    const isExpired = error instanceof Error && 'code' in error && error.code === 'ERR_JWT_EXPIRED';
    return { refusal: isExpired ? 'expired' : 'invalid' };
  }
}
