import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonRecord, Problem } from '../importer';
import { aSourceFile, gzip } from '../testing/source-file';
import { readRecords, type ReadOptions } from './read-records';

const bulky = new Map([
  ['itls', 'rows'],
  ['generated_texts', 'count'],
] as const);

async function read(content: string | Uint8Array, chunkBytes?: number, limits?: Partial<ReadOptions>) {
  const records: JsonRecord[] = [];
  const problems: Problem[] = [];
  for await (const { record, problem } of readRecords(aSourceFile(content, 'f.json', chunkBytes), bulky, limits)) {
    if (record) records.push(record);
    else problems.push(problem);
  }
  return { records, problems };
}
const values = async (content: string | Uint8Array) => (await read(content)).records.map(({ value }) => value);
const paths = async (content: string) => (await read(content)).records.map(({ path }) => path);
const onlyProblem = async (content: string | Uint8Array) => {
  const { problems } = await read(content);
  expect(problems).toHaveLength(1);
  return problems[0]!;
};
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('readRecords: layouts', () => {
  it('reads a lone object, compact or indented', async () => {
    expect(await values('{"a":1}')).toEqual([{ a: 1 }]);
    expect(await values('{\n  "a": [1, {"b": "}"}]\n}\n')).toEqual([{ a: [1, { b: '}' }] }]);
    expect(await paths('{"a":1}\n')).toEqual(['$']);
  });

  it('reads an array of objects', async () => {
    expect(await values('[{"a":1}, {"a":2}]')).toEqual([{ a: 1 }, { a: 2 }]);
    expect(await paths('[{"a":1},\n{"a":2}]')).toEqual(['$[0]', '$[1]']);
  });

  it('reads objects separated by newlines, with or without one at the end', async () => {
    expect(await values('{"a":1}\n{"a":2}')).toEqual([{ a: 1 }, { a: 2 }]);
    expect(await paths('{"a":1}\n\n{"a":2}\r\n{"a":3}\n')).toEqual(['line 1', 'line 3', 'line 4']);
  });

  it('reads indented objects one after the other', async () => {
    expect(await values('{\n "a": 1\n}\n{\n "a": 2\n}')).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('skips a UTF-8 byte order mark', async () => {
    expect(await values('\ufeff{"a":"é"}')).toEqual([{ a: 'é' }]);
  });

  it('unpacks gzip, whatever the name', async () => {
    expect(await values(await gzip('{"a":1}\n{"a":2}'))).toEqual([{ a: 1 }, { a: 2 }]);
  });
});

describe('readRecords: values', () => {
  it('reads bare NaN and Infinity as null and says which fields had them', async () => {
    const { records, problems } = await read('{"a": NaN, "b": {"c": -Infinity}, "d": Infinity, "e": 1}');
    expect(problems).toEqual([]);
    expect(records[0]!.value).toEqual({ a: null, b: { c: null }, d: null, e: 1 });
    expect([...records[0]!.notNumbers]).toEqual([
      ['a', 'NaN'],
      ['b', '-Infinity'],
      ['d', 'Infinity'],
    ]);
  });

  it('leaves NaN alone inside a text', async () => {
    expect(await values('{"a": "NaN, \\"Infinity\\""}')).toEqual([{ a: 'NaN, "Infinity"' }]);
  });

  it('reduces rows to sums and lengths and counts texts', async () => {
    const { records } = await read('{"itls": [[1, 2.5], [], [4]], "generated_texts": ["a[", "", null], "x": [[1]]}', 3);
    expect(records[0]!.value).toEqual({ itls: null, generated_texts: null, x: [[1]] });
    expect(Object.fromEntries(records[0]!.lists)).toEqual({
      itls: { kind: 'rows', sums: [3.5, 0, 4], lengths: [2, 0, 1], wellFormed: true },
      generated_texts: { kind: 'count', length: 3, nonEmpty: 1 },
    });
  });

  it.each([
    '[[1,2, -3,  4,5e1 ,6],[7]]',
    '[[1, 2,], [3]]',
    '[[1, 2, x]]',
    '[[1, NaN, 2]]',
    '[[1 2]]',
    '[[1,[2, 3],4]]',
  ])('sees the same in the rows %s however the file is cut', async (rows) => {
    const text = `{"itls": ${rows}, "other": ${rows}}`;
    const whole = await read(text);
    for (let bytes = 1; bytes < text.length; bytes++) expect(await read(text, bytes)).toEqual(whole);
  });

  it.each(['{"itls": [1, 2]}', '{"itls": [[1, "2"]]}', '{"itls": [[NaN]]}', '{"itls": [[[1]]]}'])(
    'says that the rows of %s are not lists of numbers',
    async (text) => {
      const { records, problems } = await read(text);
      expect(problems).toEqual([]);
      expect(records[0]!.lists.get('itls')).toMatchObject({ wellFormed: false });
    },
  );

  it('keeps a bulky field that is no list', async () => {
    expect(await values('{"itls": 3, "generated_texts": "x"}')).toEqual([{ itls: 3, generated_texts: 'x' }]);
  });

  it('keeps a field named __proto__ a field', async () => {
    const [value] = await values('{"__proto__": {"polluted": 1}, "a": 1}');
    expect(Object.keys(value!)).toEqual(['__proto__', 'a']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('leaves out a field too big to keep and says so', async () => {
    const { records, problems } = await read('{"a": 1, "big": [1, [2], 3, 4], "b": 2}', 3, { fieldBytes: 8 });
    expect(problems).toEqual([]);
    expect(records[0]!.value).toEqual({ a: 1, big: null, b: 2 });
    expect(records[0]!.omitted).toEqual(['big']);
  });
});

describe('readRecords: identity', () => {
  it('hashes a record without its white space', async () => {
    const { records } = await read('{ "a" : [1, 2],\n\t"b": "x y" }');
    expect(records[0]!.sha256).toBe(sha256('{"a":[1,2],"b":"x y"}'));
  });

  it('gives a record one identity alone, in an array and in a growing file', async () => {
    const identities = async (content: string) => (await read(content)).records.map((record) => record.sha256);
    const [alone] = await identities('{"a": NaN, "itls": [[1, 2]]}');
    const [, inArray] = await identities('[{"z":1},{"a":NaN,"itls":[[1,2]]}]');
    const before = await identities('{"z":1}\n{"a": NaN, "itls": [[1, 2]]}');
    const after = await identities('{"z":1}\n{"a": NaN, "itls": [[1, 2]]}\n{"new":1}');
    expect(inArray).toBe(alone);
    expect(after.slice(0, 2)).toEqual(before);
    expect(before[1]).toBe(alone);
  });

  it('tells records apart by what bulky lists hold', async () => {
    const one = await read('{"itls": [[1, 2]]}');
    const other = await read('{"itls": [[2, 1]]}');
    expect(one.records[0]!.sha256).not.toBe(other.records[0]!.sha256);
  });
});

describe('readRecords: damage', () => {
  it.each([
    ['an empty file', '', 'f.json: expected a JSON file, found an empty file.'],
    ['white space', ' \n ', 'f.json: expected at least one JSON object, found none.'],
    ['an empty array', '[]', 'f.json: expected at least one JSON object, found none.'],
    ['text', 'Successful: 3', "f.json, line 1: expected a JSON object or an array of them, found 'S' (byte 0)."],
    ['a number', '42', "f.json, line 1: expected a JSON object or an array of them, found '4' (byte 0)."],
    ['a missing comma', '{"a": 1\n "b": 2}', "f.json, line 2: expected ',' or '}' after a value, found '\"' (byte 9)."],
    ['a comma too many', '{"a": 1,}', "f.json, line 1: expected a field name in double quotes, found '}' (byte 8)."],
    ['a Python word', '{"a": None}', 'f.json, line 1: expected a JSON value, found None (byte 10).'],
    ['a broken number', '{"a": 1, "b": 1.2.3}', 'f.json, $.b: expected a JSON value, found 1.2.3.'],
    ['a bad escape', '{"a": "\\q"}', 'f.json, $.a: expected text in valid UTF-8, found "\\q".'],
    ['a field twice', '{"a": 1, "a": 2}', 'f.json, $.a: expected every field once, found a second one of this name.'],
    [
      'a line break in a text',
      '{"a": "x\ny"}',
      'f.json, line 1: expected the closing quote of a text, found the end of the line (byte 8).',
    ],
    ['mixed brackets', '{"a": [1}', "f.json, line 1: expected ',' or ']' after a value, found '}' (byte 8)."],
  ])('names the place of %s', async (_what, content, message) => {
    expect((await onlyProblem(content)).message).toBe(message);
  });

  it('names the record that the file ends in, and keeps those before', async () => {
    const { records, problems } = await read('{"a":1}\n{"b":\n[1, 2');
    expect(records).toHaveLength(1);
    expect(problems.map(({ message }) => message)).toEqual([
      'f.json, line 3: expected the rest of the record, found the end of the file inside the record that starts on line 2 (byte 19).',
    ]);
  });

  it('goes on after a broken line', async () => {
    const { records, problems } = await read('{"a":1}\n{"a":2,\n{"a":3}\nnonsense\n{"a":4}\n');
    expect(records.map(({ value }) => value)).toEqual([{ a: 1 }, { a: 3 }, { a: 4 }]);
    expect(problems.map(({ path }) => path)).toEqual(['line 3', 'line 4']);
  });

  it('keeps the record before trailing garbage', async () => {
    const { records, problems } = await read('{"a":1} garbage');
    expect(records).toHaveLength(1);
    expect(problems[0]).toMatchObject({ path: 'line 1', expected: 'a further JSON object', found: "'g' (byte 8)" });
  });

  it('stops at the first break in an array', async () => {
    const { records, problems } = await read('[{"a":1}, {"a" 2}, {"a":3}]');
    expect(records).toHaveLength(1);
    expect(problems).toHaveLength(1);
  });

  it('names entries of an array that are no objects', async () => {
    const { records, problems } = await read('[{"a":1}, 2, [3], "x", {"a":4}]');
    expect(records.map(({ path }) => path)).toEqual(['$[0]', '$[4]']);
    expect(problems.map(({ found }) => found.replace(/ \(.*/, ''))).toEqual([
      'a number or a word',
      'an array',
      'a text',
    ]);
  });

  it.each(['{"a":', '[', '[['])('answers ten thousand levels of %s with one problem', async (step) => {
    const problem = await onlyProblem(step.repeat(10_000));
    expect(problem.message).toContain('expected at most 64 levels of nesting, found more');
  });

  it('refuses binary files and damaged gzip in one sentence each', async () => {
    const packed = await gzip(JSON.stringify({ a: 'x'.repeat(1000) }));
    expect((await onlyProblem(new Uint8Array([0x89, 0x50, 0, 0, 1, 2]))).found).toBe('a binary file');
    expect((await onlyProblem(packed.subarray(0, packed.length - 9))).expected).toBe('a whole gzip file');
    expect((await onlyProblem(new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6]))).expected).toBe(
      'a whole gzip file',
    );
  });

  it('names the field that is not UTF-8', async () => {
    const bytes = new TextEncoder().encode('{"a": 1, "b": "x?"}');
    bytes[16] = 0xff;
    expect(await onlyProblem(bytes)).toMatchObject({ path: '$.b', expected: 'text in valid UTF-8' });
  });

  it('names garbage after compressed data', async () => {
    const packed = Buffer.concat([await gzip('{"a":1}\n'), Buffer.from('garbage')]);
    expect((await onlyProblem(packed)).expected).toBe('a whole gzip file');
  });

  it('stops unpacking a file that unfolds beyond the cap', async () => {
    const bomb = await gzip(new Uint8Array(16 << 20).fill(0x20));
    expect(bomb.length).toBeLessThan(1 << 20);
    for (const chunkBytes of [1 << 10, 1 << 20]) {
      const { problems } = await read(bomb, chunkBytes, { fileBytes: 1 << 20 });
      expect(problems.map(({ expected }) => expected)).toEqual(['at most 1 MB uncompressed']);
    }
  });

  it('gives up on a file of nothing but problems', async () => {
    const { problems } = await read('{"a"\n'.repeat(5000));
    expect(problems.length).toBe(20);
  });
});

describe('readRecords: properties', () => {
  it('reads what JSON.parse reads, however it is indented and cut', async () => {
    const objects = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }));
    await fc.assert(
      fc.asyncProperty(
        objects,
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 1, max: 9 }),
        async (object, indent, chunk) => {
          const { records, problems } = await read(JSON.stringify(object, null, indent), chunk);
          const compact = JSON.stringify(object);
          expect(problems).toEqual([]);
          if ('itls' in object || 'generated_texts' in object) return;
          expect(records.map(({ value }) => value)).toEqual([JSON.parse(compact)]);
          expect(records[0]!.sha256).toBe(sha256(compact));
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  }, 30_000);

  it('accepts of damaged files only what JSON.parse accepts', async () => {
    const text = '{"a": [1, {"b": "x\\"y"}], "c": null, "d": -1.5e3, "e": {}, "f": "é"}';
    const alphabet = Array.from('{}[]",:\\ 1-.eEtrn\né\u0000');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(text.length - 1), fc.constantFrom('', ...alphabet)), { minLength: 1, maxLength: 3 }),
        async (edits) => {
          const damaged = edits.reduce((all, [at, piece]) => all.slice(0, at) + piece + all.slice(at + 1), text);
          const { records, problems } = await read(damaged, 5);
          expect(problems.length > 0 || records.length > 0).toBe(true);
          const parsed = parsedOrNull(damaged);
          if (problems.length === 0 && records.length === 1) expect([records[0]!.value]).toEqual([parsed]);
          else if (problems.length > 0 && parsed !== null) expect(problems[0]!.expected).toBe('every field once');
        },
      ),
      { seed: 2, numRuns: 2000 },
    );
  }, 30_000);
});

function parsedOrNull(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
