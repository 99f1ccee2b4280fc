import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { addressKind } from './address-kind';
import { askEndpoint } from './ask-endpoint';
import { type EndpointPolicy, guardEndpoint, type Lookup } from './endpoint-guard';
import { findServedModels } from './served-models';
import { systemLookup } from './system-lookup';

const open: EndpointPolicy = { allowLoopback: true, allowPrivate: true };
const closed: EndpointPolicy = { allowLoopback: false, allowPrivate: false };
const noLookup: Lookup = () => Promise.reject(new Error('there is no DNS here'));
const answers =
  (...addresses: string[]): Lookup =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));

describe('addressKind', () => {
  it.each([
    ['169.254.169.254', 'refused'],
    ['fe80::1', 'refused'],
    ['fd00:ec2::254', 'refused'],
    ['100.100.100.200', 'refused'],
    ['168.63.129.16', 'refused'],
    ['0.0.0.0', 'refused'],
    ['::', 'refused'],
    ['255.255.255.255', 'refused'],
    ['::ffff:169.254.169.254', 'refused'],
    ['::ffff:a9fe:a9fe', 'refused'],
    ['64:ff9b::a9fe:a9fe', 'refused'],
    ['2002:a9fe:a9fe::1', 'refused'],
    ['::169.254.169.254', 'refused'],
    ['::ffff:0:a9fe:a9fe', 'refused'],
    ['64:ff9b:1::a9fe:a9fe', 'refused'],
    ['2001:0:a9fe:a9fe::1', 'refused'],
    ['not an address', 'refused'],
    ['127.0.0.1', 'loopback'],
    ['127.8.8.8', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['10.1.2.3', 'private'],
    ['172.31.0.1', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['fd12:3456::1', 'private'],
    ['172.32.0.1', 'public'],
    ['8.8.8.8', 'public'],
    ['2606:4700::1111', 'public'],
  ])('calls %s %s', (address, kind) => {
    expect(addressKind(address)).toBe(kind);
  });

  it('judges an IPv4 address the same in every dress IPv6 has for it', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.tuple(byte, byte, byte, byte), ([a, b, c, d]) => {
        fc.pre(!(a === 0 && b === 0 && c === 0));
        const plain = `${a}.${b}.${c}.${d}`;
        const [high, low] = [((a << 8) | b).toString(16), ((c << 8) | d).toString(16)];
        for (const dressed of [
          `::ffff:${plain}`,
          `::ffff:${high}:${low}`,
          `64:ff9b::${high}:${low}`,
          `2002:${high}:${low}::1`,
        ]) {
          expect(addressKind(dressed), dressed).toBe(addressKind(plain));
        }
      }),
      { seed: 9, numRuns: 300 },
    );
  });
});

describe('guardEndpoint', () => {
  it.each([
    ['http://169.254.169.254/latest/meta-data', noLookup],
    ['http://[fd00:ec2::254]/', noLookup],
    ['http://2852039166/', noLookup],
    ['http://0xa9.0xfe.0xa9.0xfe/', noLookup],
    ['http://[::ffff:169.254.169.254]/', noLookup],
    ['http://metadata.google.internal/', answers('169.254.169.254')],
    ['http://rebound.example:8000/', answers('93.184.216.34', '169.254.169.254')],
    ['http://rebound.example:8000/', answers('93.184.216.34', 'fe80::1')],
  ])('refuses %s whatever the policy', async (url, lookup) => {
    expect(await guardEndpoint(url, open, lookup)).toMatchObject({ ok: false, code: 'address-refused' });
  });

  it.each([
    ['http://localhost:8000', answers('127.0.0.1')],
    ['http://127.1:8000', noLookup],
    ['http://gpu-box:8000', answers('10.0.0.7')],
    ['http://[::1]:8000', noLookup],
  ])('takes %s only where the policy lets it', async (url, lookup) => {
    expect(await guardEndpoint(url, closed, lookup)).toMatchObject({ ok: false, code: 'address-refused' });
    expect(await guardEndpoint(url, open, lookup)).toMatchObject({ ok: true });
  });

  it.each([
    ['ftp://host/', 'not-http'],
    ['file:///etc/passwd', 'not-http'],
    ['http://user:secret@host/', 'credentials'],
    ['nonsense', 'not-a-url'],
    ['http://nobody.example/', 'no-address'],
  ])('refuses %s as %s', async (url, code) => {
    const result = await guardEndpoint(url, open, noLookup);
    expect(result).toMatchObject({ ok: false, code });
    expect(JSON.stringify(result)).not.toContain('secret');
  });

  it('puts the checked address into an http URL, and keeps the name for the Host header', async () => {
    const result = await guardEndpoint('http://gpu-box:8000/llama/', open, answers('2001:4860::1', '10.0.0.7'));
    expect(result).toMatchObject({
      ok: true,
      endpoint: {
        url: 'http://10.0.0.7:8000/llama',
        host: 'gpu-box:8000',
        resolve: null,
        direct: ['gpu-box', '10.0.0.7'],
        givenUrl: 'http://gpu-box:8000/llama',
        port: 8000,
      },
    });
  });

  it('keeps the name of an https URL, whose certificate vouches for it, and says what it resolves to', async () => {
    const result = await guardEndpoint('https://api.example', closed, answers('93.184.216.34'));
    expect(result).toMatchObject({
      ok: true,
      endpoint: { url: 'https://api.example', host: null, resolve: 'api.example:443:93.184.216.34' },
    });
  });

  it('looks a name up once', async () => {
    let asked = 0;
    const lookup: Lookup = () => {
      asked += 1;
      return answers('10.0.0.7')('x');
    };
    await guardEndpoint('http://gpu-box:8000', open, lookup);
    expect(asked).toBe(1);
  });
});

describe('askEndpoint', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  /** A server reached under a name that only the injected lookup knows. */
  async function serving(listener: RequestListener) {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const guarded = await guardEndpoint(`http://gpu-box.example:${port}`, open, answers('127.0.0.1'));
    if (!guarded.ok) throw new Error(guarded.message);
    return guarded.endpoint;
  }
  const limits = { timeoutMs: 300, maxBytes: 10_000 };

  it('connects to the checked address under the name that was given', async () => {
    const endpoint = await serving((request, response) =>
      response.end(JSON.stringify({ host: request.headers.host, url: request.url })),
    );
    const answer = await askEndpoint(endpoint, '/v1/models', limits);
    expect(answer).toMatchObject({
      ok: true,
      status: 200,
      body: JSON.stringify({ host: `gpu-box.example:${endpoint.port}`, url: '/v1/models' }),
    });
  });

  it('follows no redirect, and tells nobody where it would have led', async () => {
    let asked = 0;
    const endpoint = await serving((_, response) => {
      asked += 1;
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
    });
    expect(await askEndpoint(endpoint, '/', limits)).toMatchObject({ ok: false, code: 'redirect' });
    expect(asked).toBe(1);
  });

  it.each<[string, RequestListener, string]>([
    ['never answers', () => undefined, 'timeout'],
    [
      'streams for ever',
      (_, response) => {
        const pump = () => {
          while (response.write('x'.repeat(4096)));
        };
        response.on('drain', pump);
        pump();
      },
      'too-large',
    ],
    [
      'drips for ever',
      (_, response) => {
        const timer = setInterval(() => response.write('x'), 20);
        response.on('close', () => clearInterval(timer));
      },
      'timeout',
    ],
    [
      'drops in the middle',
      (_, response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"data"', () => response.destroy());
      },
      'broken-off',
    ],
  ])('gives up a server that %s', async (_, listener, code) => {
    expect(await askEndpoint(await serving(listener), '/', limits)).toMatchObject({ ok: false, code });
  });

  it('says that nobody listens', async () => {
    const endpoint = await serving(() => undefined);
    await new Promise((resolve) => servers.pop()!.close(resolve));
    expect(await askEndpoint(endpoint, '/', limits)).toMatchObject({ ok: false, code: 'unreachable' });
  });

  describe('findServedModels', () => {
    it('lists what is served, and the version where there is one', async () => {
      const endpoint = await serving((request, response) =>
        request.url === '/version'
          ? response.end('{"version":"0.25.1"}')
          : response.end('{"object":"list","data":[{"id":"a/b","max_model_len":4096}]}'),
      );
      expect(await findServedModels(endpoint)).toEqual({
        ok: true,
        models: [{ id: 'a/b', maxModelLen: 4096 }],
        version: '0.25.1',
      });
    });

    it.each([
      ['garbage', 200, '<html>welcome</html>', 'garbage'],
      ['an empty list', 200, '{"data":[]}', 'garbage'],
      ['an error', 401, '{}', 'status'],
    ])('refuses %s', async (_, status, body, code) => {
      const endpoint = await serving((__, response) => response.writeHead(status).end(body));
      expect(await findServedModels(endpoint)).toMatchObject({ ok: false, code });
    });
  });
});

describe('systemLookup', () => {
  it('finds every address of a name, and the guard sees this machine behind its own', async () => {
    expect(await guardEndpoint('http://localhost:8000', closed, systemLookup)).toMatchObject({
      code: 'address-refused',
    });
    expect(await guardEndpoint('http://localhost:8000', open, systemLookup)).toMatchObject({ ok: true });
  });
});
