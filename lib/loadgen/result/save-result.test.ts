import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { someFindings, someOptions } from '../testing/findings';
import { temporaryFolder } from '../testing/temporary-files';
import { buildResult } from './build-result';
import { nameResult, saveResult } from './save-result';

const folder = temporaryFolder();
const aResult = (changes: Parameters<typeof someOptions>[0] = {}) => {
  const options = someOptions(changes);
  return buildResult(options, someFindings(options));
};

describe('saveResult', () => {
  it('writes one line without an end, in a folder it makes', async () => {
    const resultDir = join(folder, 'new', 'deep');
    const path = await saveResult(aResult(), { resultDir, resultFilename: 'r.json', append: false });
    const text = readFileSync(path, 'utf8');
    expect(text).not.toContain('\n');
    expect(JSON.parse(text)).toMatchObject({ model_id: 'org/m', request_rate: 'inf' });
    expect(readdirSync(resultDir)).toEqual(['r.json']);
  });

  it('replaces a file', async () => {
    const place = { resultDir: folder, resultFilename: 'again.json', append: false };
    await saveResult(aResult({ label: 'one' }), place);
    await saveResult(aResult({ label: 'two' }), place);
    expect(JSON.parse(readFileSync(join(folder, 'again.json'), 'utf8'))).toMatchObject({ label: 'two' });
  });

  it('appends records one a line, with an end between and none after', async () => {
    const place = { resultDir: folder, resultFilename: 'lines.json', append: true };
    for (const label of ['one', 'two', 'three']) await saveResult(aResult({ label }), place);
    const lines = readFileSync(join(folder, 'lines.json'), 'utf8').split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { label: string }).label)).toEqual(['one', 'two', 'three']);
  });

  it('leaves nothing behind where it cannot write', async () => {
    const resultDir = join(folder, 'occupied');
    mkdirSync(join(resultDir, 'r.json'), { recursive: true });
    const saving = saveResult(aResult(), { resultDir, resultFilename: 'r.json', append: false });
    await expect(saving).rejects.toThrow();
    expect(readdirSync(resultDir)).toEqual(['r.json']);
  });
});

describe('nameResult', () => {
  it('names a file as vLLM does', () => {
    expect(nameResult(aResult())).toBe('openai-infqps-concurrency2-m-20261121-090503.json');
    expect(nameResult(aResult({ label: 'l', requestRate: 16, maxConcurrency: null }))).toBe(
      'l-16.0qps-m-20261121-090503.json',
    );
  });
});
