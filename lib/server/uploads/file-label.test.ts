import { describe, expect, it } from 'vitest';
import { toFileLabel } from './file-label';

describe('toFileLabel', () => {
  it.each([
    ['4xH100/llama_tp4.json', '4xH100/llama_tp4.json'],
    ['/etc/passwd', 'etc/passwd'],
    ['../../up/run.json', 'up/run.json'],
    ['C:\\results\\run.json', 'results/run.json'],
    ['./a//b/./c.json', 'a/b/c.json'],
    ['ergebnisse/größe 漢字.json', 'ergebnisse/größe 漢字.json'],
    ['bad\0name\u0007\u202e.json', 'badname.json'],
    ['..', 'file 3'],
    ['', 'file 3'],
  ])('makes %j the label %j', (name, label) => expect(toFileLabel(name, 2)).toBe(label));

  it('keeps the end of a name that is too long', () => {
    const label = toFileLabel(`${'x'.repeat(5000)}/run.json`, 0);
    expect(label.length).toBeLessThanOrEqual(1000);
    expect(label).toMatch(/\/run\.json$/);
  });
});
