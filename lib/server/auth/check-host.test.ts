import { describe, expect, it } from 'vitest';
import { isOwnHost, isOwnOrigin } from './check-host';

describe('isOwnHost', () => {
  it.each([
    'localhost',
    'localhost:3000',
    'LOCALHOST:8080',
    'kneepoint.localhost:1',
    '127.0.0.1:3000',
    '127.1.2.3',
    '[::1]:9000',
  ])('answers %s, which can be nobody else', (host) => expect(isOwnHost(host, [])).toBe(true));

  it.each([
    null,
    '',
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example#localhost',
    'user@localhost',
    'localhost/path',
    '10.0.0.5:3000',
    '[fe80::1]:3000',
    'localhost:99999999',
  ])('does not answer %s', (host) => expect(isOwnHost(host, [])).toBe(false));

  it('answers a listed name with any port, and a listed name and port with that one only', () => {
    const allowed = ['bench.lab', 'other.lab:8443'];
    expect(['bench.lab', 'Bench.Lab:81', 'other.lab:8443'].map((host) => isOwnHost(host, allowed))).toEqual([
      true,
      true,
      true,
    ]);
    expect(['other.lab', 'other.lab:81', 'x.bench.lab'].map((host) => isOwnHost(host, allowed))).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('isOwnOrigin', () => {
  const from = (headers: Record<string, string>) => isOwnOrigin(new Headers({ host: 'localhost:8080', ...headers }));

  it('takes a request without Origin, as programs send it', () => expect(from({})).toBe(true));
  it('takes the Origin that equals the Host, through a forwarded port as well', () =>
    expect([from({ origin: 'http://localhost:8080' }), from({ origin: 'https://LOCALHOST:8080' })]).toEqual([
      true,
      true,
    ]));
  it.each([
    'http://localhost:3000',
    'http://localhost',
    'https://evil.example',
    'null',
    '',
    'http://localhost:8080.evil.example',
  ])('refuses the Origin %s', (origin) => expect(from({ origin })).toBe(false));
  it('believes Sec-Fetch-Site where there is no Origin, and takes another port of the same site for foreign', () => {
    const sites = ['same-origin', 'none', 'cross-site', 'same-site'];
    expect(sites.map((site) => from({ 'sec-fetch-site': site }))).toEqual([true, true, false, false]);
  });
});
