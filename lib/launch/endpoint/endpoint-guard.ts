import { isIP } from 'node:net';
import type { PinnedEndpoint } from '../bundle/build-bundle';
import { addressKind } from './address-kind';

export interface EndpointPolicy {
  /** Whether endpoints on the machine itself, and in private networks, may be measured. */
  allowLoopback: boolean;
  allowPrivate: boolean;
}

/** Looks a name up: all its addresses. Throws where it has none. */
export type Lookup = (name: string) => Promise<{ address: string; family: number }[]>;

export interface GuardedEndpoint extends PinnedEndpoint {
  /** As it was given, without a slash at its end. */
  givenUrl: string;
  hostname: string;
  port: number;
  /** The checked address everything connects to. */
  address: string;
  family: 4 | 6;
}

export type Guarding = { ok: true; endpoint: GuardedEndpoint } | { ok: false; code: string; message: string };

const lookupMs = 5000;

/**
 * Decides whether an endpoint may be spoken to, and pins it down: its name is looked up once, every address it has must
 * be allowed, and from then on the first of them is connected to. Metadata and link-local addresses are refused
 * whatever the policy. An http URL is rewritten to the address, its name kept for the Host header; an https URL keeps
 * its name, because the certificate is checked against it, which no other machine can answer to.
 */
export async function guardEndpoint(text: string, policy: EndpointPolicy, lookup: Lookup): Promise<Guarding> {
  const refuse = (code: string, message: string): Guarding => ({ ok: false, code, message });
  if (!URL.canParse(text)) return refuse('not-a-url', 'The address of the endpoint is not a URL.');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return refuse('not-http', 'An endpoint is reached by http or https.');
  if (url.username || url.password)
    return refuse('credentials', 'The address of the endpoint holds a user name or password.');
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = await addressesOf(hostname, lookup);
  if (addresses.length === 0) return refuse('no-address', `${hostname} has no address that could be found.`);
  for (const { address } of addresses) {
    const reason = refusal(address, policy);
    if (reason)
      return refuse('address-refused', `${hostname === address ? address : `${hostname} (${address})`} ${reason}`);
  }
  return { ok: true, endpoint: pin(url, hostname, addresses.find(({ family }) => family === 4) ?? addresses[0]!) };
}

async function addressesOf(hostname: string, lookup: Lookup): Promise<{ address: string; family: number }[]> {
  const literal = isIP(hostname);
  if (literal) return [{ address: hostname, family: literal }];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never[]>((resolve) => (timer = setTimeout(() => resolve([]), lookupMs)));
  try {
    return await Promise.race([lookup(hostname), late]);
  } catch {
    return [];
  } finally {
    clearTimeout(timer);
  }
}

function refusal(address: string, { allowLoopback, allowPrivate }: EndpointPolicy): string | null {
  switch (addressKind(address)) {
    case 'refused':
      return 'is an address no endpoint can have: link-local, metadata or reserved.';
    case 'loopback':
      return allowLoopback ? null : 'is on this machine, and endpoints there are not allowed by the settings.';
    case 'private':
      return allowPrivate ? null : 'is in a private network, and endpoints there are not allowed by the settings.';
    case 'public':
      return null;
  }
}

function pin(url: URL, hostname: string, { address, family }: { address: string; family: number }): GuardedEndpoint {
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const inUrl = family === 6 ? `[${address}]` : address;
  const path = url.pathname.replace(/\/+$/, '');
  const named = isIP(hostname) === 0;
  const secure = url.protocol === 'https:';
  const explicitPort = url.port ? `:${url.port}` : '';
  return {
    givenUrl: `${url.origin}${path}`,
    hostname,
    port,
    address,
    family: family === 6 ? 6 : 4,
    url: secure ? `${url.origin}${path}` : `http://${inUrl}${explicitPort}${path}`,
    host: !secure && named ? `${hostname}${explicitPort}` : null,
    resolve: secure && named ? `${hostname}:${port}:${inUrl}` : null,
    direct: [...new Set([hostname, address])],
  };
}
