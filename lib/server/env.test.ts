import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnv } from './env';

describe('readEnv', () => {
  it('listens on loopback with an embedded database in the working folder where nothing is set', () => {
    expect(readEnv({})).toEqual({
      port: null,
      host: '127.0.0.1',
      dataDir: resolve('.kneepoint'),
      databaseUrl: null,
      token: null,
      allowedHosts: [],
    });
  });

  it('takes a variable set to nothing for one that is not set', () => {
    expect(readEnv({ PORT: '', HOST: '', DATABASE_URL: '', KNEEPOINT_TOKEN: '' })).toEqual(readEnv({}));
  });

  it.each(['x', '-1', '70000', '80 '])('refuses PORT=%s', (port) => {
    expect(() => readEnv({ PORT: port })).toThrow('PORT must be a port number.');
  });

  it.each(['0.0.0.0', '::', 'gpu-7.cluster', '10.0.0.4'])('refuses HOST=%s without a token', (host) => {
    expect(() => readEnv({ HOST: host })).toThrow(`HOST=${host} lets other machines in: set KNEEPOINT_TOKEN`);
    expect(readEnv({ HOST: host, KNEEPOINT_TOKEN: 'a'.repeat(16) }).host).toBe(host);
  });

  it.each(['localhost', '127.0.0.1', '127.9.9.9', '::1'])('lets HOST=%s do without a token', (host) => {
    expect(readEnv({ HOST: host }).host).toBe(host);
  });

  it.each(['short', 'sixteen letters and blanks'])('refuses the token "%s"', (token) => {
    expect(() => readEnv({ KNEEPOINT_TOKEN: token })).toThrow('KNEEPOINT_TOKEN must');
  });

  it('reads allowed hosts as a list without regard to case and blanks', () => {
    expect(readEnv({ KNEEPOINT_ALLOWED_HOSTS: 'Bench.example, gpu:8443 ,' }).allowedHosts).toEqual([
      'bench.example',
      'gpu:8443',
    ]);
  });

  it('refuses a database that is not PostgreSQL', () => {
    expect(() => readEnv({ DATABASE_URL: 'mysql://x' })).toThrow('DATABASE_URL must begin with postgresql://.');
  });
});
