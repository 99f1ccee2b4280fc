import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSocketFolder } from './socket-folder';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'kp-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

function makeDataDir(name: string): string {
  const dataDir = join(folder, name);
  mkdirSync(dataDir, { recursive: true });
  return dataDir;
}
const long = (letter: string) => makeDataDir(letter.repeat(120));

describe('createSocketFolder', () => {
  it('lies in the data folder, open to the owner alone', () => {
    const dataDir = makeDataDir('data');
    mkdirSync(join(dataDir, 'run'), { mode: 0o755 });
    expect(createSocketFolder(dataDir, folder)).toBe(join(dataDir, 'run'));
    expect(statSync(join(dataDir, 'run')).mode & 0o777).toBe(0o700);
  });

  it('lies among temporary files where the path would be too long, one for each data folder', () => {
    const found = createSocketFolder(long('a'), folder);
    expect(found.startsWith(join(folder, 'kneepoint-'))).toBe(true);
    expect(statSync(found).mode & 0o777).toBe(0o700);
    expect(createSocketFolder(long('a'), folder)).toBe(found);
    expect(createSocketFolder(long('b'), folder)).not.toBe(found);
  });

  it('is the same by whichever path the data folder is reached', () => {
    const dataDir = long('c');
    symlinkSync(dataDir, join(folder, 'link'));
    expect(createSocketFolder(join(folder, 'link'), folder)).toBe(createSocketFolder(dataDir, folder));
  });

  it('leaves room for the names of sockets below the 100 characters that systems allow', () => {
    const found = createSocketFolder(long('d'), join(folder, 'e'.repeat(100)));
    expect(join(found, 'launcher-12345678.sock').length).toBeLessThan(100);
    rmSync(found, { recursive: true });
  });

  it('refuses what somebody else has put in its place', () => {
    const dataDir = long('f');
    const found = createSocketFolder(dataDir, folder);
    rmSync(found, { recursive: true });
    symlinkSync(folder, found);
    expect(() => createSocketFolder(dataDir, folder)).toThrow('belongs to somebody else');
  });
});
