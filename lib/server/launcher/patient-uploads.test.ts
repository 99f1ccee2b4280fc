import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

describe('patient-uploads', () => {
  it('lets a request take two hours to arrive', () => {
    const preload = join(import.meta.dirname, 'patient-uploads.mjs');
    const program = `console.log(require('node:http').createServer().requestTimeout)`;
    const printed = execFileSync(process.execPath, ['--import', preload, '-e', program], { encoding: 'utf8' });
    expect(printed).toBe('7200000\n');
  });
});
