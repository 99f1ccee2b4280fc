import { describe, expect, it } from 'vitest';
import { block2024, namespace } from '../testing/printed-blocks';
import { readOne, readText } from '../testing/source-file';
import { toText, y2026 } from '../testing/vllm-records';

const pretty = JSON.stringify(y2026, null, 2);

describe('jsonInText', () => {
  it.each([
    ['on one line', toText(y2026)],
    ['over many lines', pretty],
    ['with an indent', pretty.replaceAll(/^/gm, '    ')],
  ])('reads a result printed %s as the same measurement', async (_case, printed) => {
    const alone = await readOne(toText(y2026));
    const found = await readOne(`$ cat result.json\n${printed}\n$ echo "it's done {"\n`);
    expect(found).toEqual({ ...alone, source: { ...alone.source, index: found.source.index } });
  });

  it('reads several, beside printed blocks, and places a problem at its line', async () => {
    const broken = toText({ ...y2026, duration: -1 });
    const text = ['notes', toText(y2026), namespace, block2024, broken].join('\n');
    const { measurements, problems } = await readText(text, 'notes.md');
    expect(measurements.map(({ source }) => source.format)).toEqual(['vllm-serve', 'vllm-serve-text']);
    expect(problems.at(-1)?.message).toContain(`line ${text.split('\n').length}`);
  });

  it.each(['{', '{"a": 1', '{"a": 1}', '{ not json }', '{}', `{"a": "${'x'.repeat(1000)}`])(
    'leaves %j alone',
    async (line) => {
      const { format, problems } = await readText(`text\n${line}\nmore`);
      expect([format, problems.length]).toEqual([null, 1]);
    },
  );

  it('gives up on an object without an end and finds the next', async () => {
    const { measurements } = await readText(`text\n{\n  "a": "open\n${toText(y2026)}`);
    expect(measurements).toHaveLength(1);
  });
});
