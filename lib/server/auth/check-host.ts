/** Host without userinfo or path: "localhost:3000", "[::1]:80". */
const hostHeader = /^(?<name>[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(?<port>\d{1,5}))?$/;
const loopback = /^(?:localhost|[a-z0-9.-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Whether a request that names this Host is meant for us. A page of a foreign site can make a browser send requests
 * here under the site's own name (DNS rebinding), so only names that cannot be anybody else's are answered: loopback
 * with any port, since a forwarded port (`ssh -L`) is another than ours, and the hosts listed by whoever runs this,
 * each with its port or for any port.
 */
export function isOwnHost(host: string | null, allowed: readonly string[]): boolean {
  const parts = hostHeader.exec(host?.toLowerCase() ?? '')?.groups;
  if (parts?.name === undefined) return false;
  const { name, port } = parts;
  return loopback.test(name) || allowed.includes(name) || (port !== undefined && allowed.includes(`${name}:${port}`));
}

/**
 * Whether the request comes from our own pages or from no page at all. `Origin` must equal the Host; where a browser
 * sends none, `Sec-Fetch-Site` tells. "same-site" is foreign too: sites do not tell ports apart, and on a shared
 * machine the next port is somebody else's.
 */
export function isOwnOrigin(headers: Pick<Headers, 'get'>): boolean {
  const origin = headers.get('origin');
  if (origin !== null) return hostOfOrigin(origin) === headers.get('host')?.toLowerCase();
  const site = headers.get('sec-fetch-site');
  return site === null || site === 'same-origin' || site === 'none';
}

function hostOfOrigin(origin: string): string | null {
  return /^https?:\/\/(?<host>[^/]+)$/.exec(origin.toLowerCase())?.groups?.host ?? null;
}
