import { describe, expect, it } from 'vitest';
import { redactor } from './redact';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

describe('redactor', () => {
  it('blots a secret out in every way it is commonly written, and moves nothing', () => {
    const secret = 'p"a ss/wörd';
    const redact = redactor({ TOKEN: secret });
    for (const written of [
      secret,
      JSON.stringify({ a: secret }),
      `?key=${encodeURIComponent(secret)}`,
      Buffer.from(secret).toString('base64'),
    ]) {
      const before = Buffer.from(`before ${written} äfter`);
      const after = redact(before);
      expect(text(after)).toContain('[TOKEN]');
      expect(text(after)).not.toContain('ss/w');
      expect(text(after).endsWith(' äfter')).toBe(true);
      expect(after.length).toBe(before.length);
    }
  });

  it('blots the longer of two secrets out first, and leaves short values alone', () => {
    const redact = redactor({ A: 'secret', B: 'secret-longer', C: 'x' });
    expect(text(redact(Buffer.from('secret-longer secret x')))).toBe('[B]********** [A]*** x');
  });

  it('leaves bytes that are no text as they are', () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x41]);
    expect(Buffer.from(redactor({ A: 'secret' })(bytes))).toEqual(bytes);
  });

  it('leaves a setting that is a number alone: counts of a result are such numbers too', () => {
    const result = '{"total_input_tokens": 131072}';
    const redact = redactor({ VLLM_MAX_TOKENS: '131072', PIN: '123456789012' });
    expect(new TextDecoder().decode(redact(new TextEncoder().encode(result)))).toBe(result);
    expect(new TextDecoder().decode(redact(new TextEncoder().encode('is 123456789012')))).toBe('is [PIN]*******');
  });
});
