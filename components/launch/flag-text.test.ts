import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFlagText, writeFlagText } from './flag-text';

const flag = (name: string, value: string | null) => ({ name, value });

describe('parseFlagText', () => {
  it.each([
    ['--max-num-seqs 256 --enable-prefix-caching', [flag('max-num-seqs', '256'), flag('enable-prefix-caching', null)]],
    ['--max_model_len=8k', [flag('max-model-len', '8k')]],
    ['--kv-cache-memory-bytes -1', [flag('kv-cache-memory-bytes', '-1')]],
    ['--max-num-seqs 8 \\\n  --seed 1', [flag('max-num-seqs', '8'), flag('seed', '1')]],
    [`--speculative-config '{"method": "ngram"}'`, [flag('speculative-config', '{"method": "ngram"}')]],
    ['--tokenizer "my \\"model\\""', [flag('tokenizer', 'my "model"')]],
    ["--tokenizer '$(rm -rf ~)'", [flag('tokenizer', '$(rm -rf ~)')]],
    ['-tp 4', [flag('tp', '4')]],
    ['  ', []],
  ])('reads %j', (text, flags) => {
    expect(parseFlagText(text)).toEqual(flags);
  });

  it.each([
    ['max-num-seqs 256', '“max-num-seqs” stands alone'],
    ['--seed 1 2', '“2” stands alone'],
    [`--tokenizer 'open`, 'A quotation mark is not closed.'],
    ['--tokenizer "open', 'A quotation mark is not closed.'],
  ])('says what is wrong with %j', (text, sentence) => {
    expect(parseFlagText(text)).toContain(sentence);
  });
});

describe('writeFlagText', () => {
  it('is read back as the same flags, whatever the values hold', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
    const value = fc.option(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom("it's", '--seed', '', 'a\nb')));
    fc.assert(
      fc.property(fc.array(fc.record({ name, value })), (flags) => {
        expect(parseFlagText(writeFlagText(flags))).toEqual(flags);
      }),
      { seed: 7 },
    );
  });
});
