import { describe, expect, it } from 'vitest';
import { redactor } from './redact';

describe('redactor', () => {
  it('blots a secret out in every way it is commonly written', () => {
    const secret = 'p"a ss/wörd';
    const redact = redactor({ HF_TOKEN: secret });
    for (const text of [
      secret,
      JSON.stringify({ a: secret }),
      `?key=${encodeURIComponent(secret)}`,
      Buffer.from(secret).toString('base64'),
    ]) {
      expect(redact(`before ${text} after`)).toContain('[HF_TOKEN]');
      expect(redact(`before ${text} after`)).not.toContain('ss/w');
    }
  });

  it('blots the longer of two secrets out first, and leaves short values alone', () => {
    const redact = redactor({ A: 'secret', B: 'secret-longer', C: 'x' });
    expect(redact('secret-longer secret x')).toBe('[B] [A] x');
  });
});
