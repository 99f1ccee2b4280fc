import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readFile } from './read-file';
import { block2024 } from './testing/printed-blocks';
import { aSourceFile, gzip, readOne, readText } from './testing/source-file';
import { toText, v05, y2026 } from './testing/vllm-records';

const hash = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

describe('readFile', () => {
  it('hashes the file as it was received, read to its end or not', async () => {
    const packed = await gzip(toText(y2026));
    for (const content of [toText(y2026), 'no JSON at all '.repeat(50_000), packed, packed.subarray(0, 100), '']) {
      const { sha256, size } = await readFile(aSourceFile(content, 'a.json', 1000));
      expect({ sha256, size }).toEqual({ sha256: hash(content), size: content.length });
    }
  });

  it('believes a hash that comes with the file', async () => {
    expect((await readFile({ ...aSourceFile(toText(y2026)), sha256: 'known' })).sha256).toBe('known');
  });

  it("gives the same identities with the platform's own hash", async () => {
    const createNative = () => createHash('sha256');
    const file = aSourceFile([v05, y2026].map(toText).join('\n'));
    expect(await readFile(file, { createHash: createNative })).toEqual(await readFile(file));
  });

  it('reads a compressed file as the same measurement, with the facts of its name', async () => {
    const plain = await readOne(toText(y2026), 'llama_tp4.json');
    const { measurements } = await readText(await gzip(toText(y2026)), 'llama_tp4.json.gz');
    expect(measurements).toEqual([{ ...plain, source: { ...plain.source, file: 'llama_tp4.json.gz' } }]);
  });

  it.each([
    ['with a byte order mark', '\ufeff', 'utf16le'],
    ['without one', '', 'utf16le'],
    ['of the other byte order', '\ufeff', 'utf16be'],
  ] as const)('reads UTF-16 %s, as PowerShell redirects it, as the same measurements', async (_case, mark, order) => {
    const encode = (text: string) => {
      const bytes = Buffer.from(`${mark}${text}`, 'utf16le');
      return new Uint8Array(order === 'utf16le' ? bytes : bytes.swap16());
    };
    for (const text of [toText(y2026), `caf\u00e9 \u{1f642}\r\n${block2024.replaceAll('\n', '\r\n')}\r\n`]) {
      const plain = await readOne(text);
      const { measurements, problems } = await readFile(aSourceFile(encode(text), 'result.json', 1001));
      expect([measurements.map(({ source }) => source.sha256), problems]).toEqual([[plain.source.sha256], []]);
    }
  });

  it('reads records of several generations out of one file', async () => {
    const { measurements } = await readText([v05, y2026].map(toText).join('\n'));
    expect(measurements.map(({ source }) => source.formatVersion)).toEqual([
      '2024-06..2024-09 (v0.5)',
      '2026-02 or later',
    ]);
  });

  it.each([
    ['{"load_summary": {}, "successes": {}}', '$', 'an inference-perf report, which is not read yet'],
    ['{"benchmarks": []}', '$', 'a guidellm report, which is not read yet'],
    ['[{"benchmarks":[]},{"benchmarks":[]}]', '$[0]', 'a guidellm report, which is not read yet (and 1 more like it)'],
    ['{"avg_cold_startup_time": 3}', '$', 'a result of vllm bench startup, which measures no requests'],
    ['{"a": 1, "b": 2}', '$', 'an unknown object with "a", "b"'],
    ['{}', '$', 'an empty object'],
    ['Dear diary,\ntoday it was fast.', null, 'a text without any'],
    ['a,b,c\n1,2,3\n', null, 'a table with commas, which is not read yet'],
  ])('says what %s looks like', async (content, path, found) => {
    const { format, measurements, problems } = await readText(content);
    expect({ format, measurements }).toEqual({ format: null, measurements: [] });
    expect(problems.map((problem) => [problem.path, problem.found])).toEqual([[path, found]]);
  });

  it('tells a log from JSON by how it begins, and looks for text where JSON breaks off', async () => {
    for (const before of [
      '[2026-01-01 10:00:00] start\n',
      '[INFO] start\n',
      '{"level": "info"} start\n',
      '{not json\n',
    ])
      expect((await readText(before + block2024)).measurements.map(({ counts }) => counts.completed)).toEqual([100]);
    const { problems } = await readText('{"model_id": "x"');
    expect(problems.map(({ path }) => path)).toEqual(['line 1']);
  });

  it('answers long lines without a result in a time that grows with their length only', async () => {
    for (const line of [','.repeat(200_000), 'a,'.repeat(100_000), '-'.repeat(200_000), 'tp4'.repeat(50_000)]) {
      expect((await readText(line)).problems).toHaveLength(1);
    }
  });

  it('refuses what the domain has no room for, with its place', async () => {
    const { measurements, problems } = await readText(toText({ ...y2026, model_id: 'x'.repeat(501) }), 'a.json');
    expect(measurements).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.path).toBe('$ (deployment.model)');
  });

  it('stops at a file of more measurements or problems than anybody can look at', async () => {
    const small = toText({ num_prompts: 1, completed: 1, request_throughput: 1, output_throughput: 1 });
    const many = await readFile(aSourceFile(`${small}\n`.repeat(1500)), { measurements: 1000 });
    expect(many.measurements).toHaveLength(1000);
    expect(many.problems.map(({ message }) => message)).toEqual([
      'result.json: expected at most 1,000 measurements in a file, found more.',
    ]);
    const broken = await readText(`${toText({ ...y2026, duration: -1 })}\n`.repeat(500));
    expect(broken.problems).toHaveLength(101);
    expect(broken.problems.at(-1)!.expected).toBe('at most 100 problems in a file');
  });

  it('passes on that a file cannot be read at all', async () => {
    const open = async function* () {
      yield await Promise.resolve(new TextEncoder().encode('{"a":'));
      throw new Error('the disk is gone');
    };
    await expect(readFile({ path: 'a.json', size: 1, open })).rejects.toThrow('the disk is gone');
  });

  it('passes on that a compressed file cannot be read to its end', async () => {
    const packed = await gzip(toText(y2026));
    const open = async function* () {
      yield await Promise.resolve(packed.subarray(0, 50));
      throw new Error('the disk is gone');
    };
    await expect(readFile({ path: 'a.json.gz', size: 1, open })).rejects.toThrow('the disk is gone');
  });
});
