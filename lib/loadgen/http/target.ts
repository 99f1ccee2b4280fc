import { lookup as systemLookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { failureWriter, type FailureWriter } from './failure-text';

export interface TargetOptions {
  /** Scheme, host, port and perhaps a path in front; no credentials. */
  baseUrl: string;
  /** Sent with every request; they win over what is set here. */
  headers?: Readonly<Record<string, string>>;
  /** Sent as bearer token; in no message and no result. */
  apiKey?: string | undefined;
  /**
   * Resolves names in place of the system, the place for a check of addresses: an error refuses the host. It is asked
   * once for a host that already is an address, too, before anything is sent.
   */
  lookup?: LookupFunction | undefined;
  /** Accept any certificate. */
  insecure?: boolean;
}

export interface RequestOptions {
  method: 'GET' | 'POST';
  path: string;
  headers?: Readonly<Record<string, string>>;
  /** false = a connection of its own, closed afterwards. */
  pooled?: boolean;
}

/** One server: its address, headers and connections. Redirects are followed nowhere. */
export interface HttpTarget {
  open(options: RequestOptions): http.ClientRequest;
  /** Asks the lookup about a host that is an address; rejects where it refuses. */
  verify(): Promise<void>;
  describe: FailureWriter;
  /** What has answered so far, by its `server` headers, without versions. */
  servers: ReadonlySet<string>;
  /** Ends all connections, those in use too. */
  destroy(): void;
}

/** Throws a TypeError for a URL that is not http or https or holds credentials. */
export function connectTarget(options: TargetOptions): HttpTarget {
  const base = readBaseUrl(options.baseUrl);
  const { request, Agent } = base.protocol === 'https:' ? https : http;
  const connection = { keepAlive: true, maxFreeSockets: Infinity, lookup: options.lookup };
  const tls = options.insecure ? { rejectUnauthorized: false } : {};
  const agent = new Agent({ ...connection, ...tls });
  const headers = { ...authorization(options.apiKey), ...lowerCased(options.headers ?? {}) };
  const host = base.hostname.replace(/^\[|\]$/g, '');
  const servers = new Set<string>();
  return {
    open: ({ method, path, headers: own, pooled = true }) =>
      request({
        method,
        host,
        port: base.port === '' ? undefined : Number(base.port),
        path: base.pathname.replace(/\/+$/, '') + path,
        headers: { 'user-agent': 'kneepoint-loadgen', ...own, ...headers },
        agent: pooled ? agent : new Agent({ keepAlive: false, lookup: options.lookup, ...tls }),
        ...(options.lookup ? { lookup: options.lookup } : {}),
        ...tls,
      }).once('response', (response) => {
        servers.add(String(response.headers.server ?? '').split('/', 1)[0]!);
      }),
    servers,
    verify: () => verifyAddress(host, options.lookup),
    describe: failureWriter([options.apiKey ?? '', ...Object.values(options.headers ?? {})]),
    destroy: () => {
      agent.destroy();
    },
  };
}

/** Throws a TypeError that says what is wrong with the address of a server. */
export function readBaseUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new TypeError('the base URL is not a URL such as http://127.0.0.1:8000');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new TypeError('the base URL is neither http nor https');
  if (url.search !== '' || url.hash !== '') throw new TypeError('the base URL has a query or a fragment');
  if (url.username !== '' || url.password !== '') {
    throw new TypeError('the base URL holds credentials: send them with --header, or as OPENAI_API_KEY');
  }
  return url;
}

function verifyAddress(host: string, lookup: LookupFunction | undefined): Promise<void> {
  if (isIP(host) === 0) return Promise.resolve();
  const ask = lookup ?? systemLookup;
  return new Promise((resolve, reject) => {
    ask(host, { all: true }, (error) => (error ? reject(error) : resolve()));
  });
}

const authorization = (apiKey: string | undefined): Record<string, string> =>
  apiKey ? { authorization: `Bearer ${apiKey}` } : {};
const lowerCased = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
