import { describe, expect, it } from 'vitest';
import { referenceFiles, referenceText } from '@/lib/testing/reference-files';
import { readFiles } from './read-files';
import { condensed, mutated } from './testing/mutations';
import { aSourceFile } from './testing/source-file';

/** `.ci/run` makes ten thousand of each; less shows most of what they show, and takes a minute. */
const rounds = Number(process.env.KNEEPOINT_MUTATIONS ?? 1000);
/** Read together, as one import: files are held against each other too. */
const together = 50;
const wholeRounds = 20;

const paths = referenceFiles('vllm');
const wholes = paths.map((path) => referenceText(`vllm/${path}`));
const samples = wholes.map(condensed);

/** What came of files, judged: nothing silent, nothing the domain would not take. */
async function readAll(path: string, texts: readonly string[]): Promise<void> {
  const sources = texts.map((text, index) => aSourceFile(text, `${index}/${path}`));
  const { files, isTooMany } = await readFiles(sources, { concurrency: 1 });
  expect(isTooMany).toBe(false);
  expect(files).toHaveLength(texts.length);
  for (const { file, role, measurements, problems, note } of files) {
    // A file that holds nothing has to say why, with a problem or in its note.
    const isSilent = measurements.length === 0 && problems.length === 0 && note === null;
    expect(isSilent && role !== 'companion', file).toBe(false);
    for (const problem of problems) expect(problem.message).not.toBe('');
  }
}

describe(`${rounds.toLocaleString('en')} seeded mutations of every sample never throw past a problem`, () => {
  it.each(paths.map((path, index) => ({ path, index })))('$path', { timeout: 3_600_000 }, async ({ path, index }) => {
    for (let seed = 0; seed < rounds; seed += together) {
      const texts = Array.from({ length: together }, (_, offset) =>
        mutated(samples[index]!, index * rounds + seed + offset, samples),
      );
      await readAll(path, texts);
    }
  });

  it('and of the large ones uncondensed', { timeout: 3_600_000 }, async () => {
    const large = wholes.flatMap((text, index) => (text === samples[index] ? [] : [index]));
    expect(large.length).toBeGreaterThan(3);
    for (const index of large) {
      for (let seed = 0; seed < wholeRounds; seed++)
        await readAll(paths[index]!, [mutated(wholes[index]!, seed, samples)]);
    }
  });
});
