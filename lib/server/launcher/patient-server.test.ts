import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

describe('patient-server', () => {
  it('lets a request take two hours to arrive, and a connection rest for a minute', () => {
    const preload = join(import.meta.dirname, 'patient-server.mjs');
    const program = `const { requestTimeout, keepAliveTimeout } = require('node:http').createServer();
      console.log(requestTimeout, keepAliveTimeout);`;
    const printed = execFileSync(process.execPath, ['--import', preload, '-e', program], { encoding: 'utf8' });
    expect(printed).toBe('7200000 65000\n');
  });
});
