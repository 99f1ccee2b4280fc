import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const check = join(import.meta.dirname, 'check-node.cjs');

function checkUnder(version: string) {
  const pretend = `Object.defineProperty(process, 'versions', { value: { node: '${version}' } }); require(${JSON.stringify(check)})`;
  return spawnSync(process.execPath, ['-e', pretend], { encoding: 'utf8' });
}

describe('check-node', () => {
  it.each(['8.17.0', '18.20.4', '20.18.3', '21.7.3', '22.12.0', '23.11.0'])(
    'names Node %s in one sentence',
    (version) => {
      const { status, stderr } = checkUnder(version);
      expect(status).toBe(1);
      expect(stderr).toBe(`Kneepoint needs Node.js 20.19, 22.13, or 24 and later; this is ${version}.\n`);
    },
  );

  it.each(['20.19.0', '22.13.0', '24.0.0', '25.1.0'])('is content with Node %s', (version) => {
    expect(checkUnder(version)).toMatchObject({ status: 0, stderr: '' });
  });

  it('is content with the Node that runs this', () => {
    expect(execFileSync(process.execPath, [check], { encoding: 'utf8' })).toBe('');
  });
});
