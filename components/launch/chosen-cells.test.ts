import { describe, expect, it } from 'vitest';
import { chosenCells, circumstancesOf, judgeCell, readSizes } from './chosen-cells';

const target = { name: 'The box', gpusPerNode: 8, nodes: 1 };
const judge = (model: string, [tp, pp, dp]: [number, number, number], on: typeof target | undefined = target) =>
  judgeCell({ tp, pp, dp }, circumstancesOf({ kind: 'serve', model }, on));

describe('judgeCell', () => {
  it.each<[string, [number, number, number], string]>([
    ['Qwen/Qwen2.5-32B-Instruct', [16, 1, 1], 'needs 16, the target has 8'],
    ['Qwen/Qwen2.5-7B-Instruct', [8, 1, 1], 'TP8 does not divide 28 heads'],
    ['facebook/opt-125m', [1, 13, 1], 'needs 13, the target has 8'],
  ])('says in few words why %s cannot run as %j', (model, sizes, words) => {
    expect(judge(model, sizes).reason).toBe(words);
  });

  it('keeps the whole sentences beside the few words', () => {
    expect(judge('Qwen/Qwen2.5-7B-Instruct', [8, 1, 1]).problems.map(({ message }) => message)).toEqual([
      'TP8 does not divide the 28 attention heads of Qwen/Qwen2.5-7B-Instruct.',
    ]);
  });

  it('refuses nothing it knows nothing about', () => {
    const { reason, cell } = judgeCell(
      { tp: 3, pp: 7, dp: 9 },
      circumstancesOf({ kind: 'serve', model: 'mine' }, undefined),
    );
    expect(reason).toBeNull();
    expect(cell.gpus).toBe(189);
  });
});

describe('chosenCells', () => {
  it('counts only cells that the sizes offer', () => {
    const { sizes } = readSizes({ sizes: { tp: '1..4', pp: '1', dp: '1' } });
    expect(chosenCells(sizes, new Set(['4-1-1', '16-1-1', '1-1-1']))).toEqual([
      { tp: 1, pp: 1, dp: 1 },
      { tp: 4, pp: 1, dp: 1 },
    ]);
  });

  it('offers 1 where a size cannot be read, and says what is wrong with it', () => {
    const { sizes, errors } = readSizes({ sizes: { tp: 'x', pp: '2048', dp: '1, 2' } });
    expect(sizes).toEqual({ tp: [1], pp: [1], dp: [1, 2] });
    expect(errors.tp).toContain('“x”');
    expect(errors.pp).toBe('At most 1024.');
  });
});
