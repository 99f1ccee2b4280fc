import { describe, expect, it } from 'vitest';
import { openCompanions, withChoice } from './open-companions';

const companion = (id: string, candidates: string[], belongsTo: string[] = []) => ({
  id,
  file: id,
  label: `compose file ${id}`,
  belongsTo,
  candidates,
  filled: [],
});
const fileOf = new Map([['record', 'b.json']]);

describe('openCompanions', () => {
  it('are those with candidates, ticked where they belong or were assigned', () => {
    const companions = [companion('x', ['a.json', 'b.json']), companion('y', ['a.json', 'b.json'], ['record'])];
    const open = openCompanions([...companions, companion('z', [], ['record'])], { x: ['a.json'] }, fileOf);
    expect(open.map(({ id, files }) => [id, files])).toEqual([
      ['x', ['a.json']],
      ['y', ['b.json']],
    ]);
  });

  it('are chosen by folder where files are many', () => {
    const files = ['tp2', 'tp4'].flatMap((folder) =>
      Array.from({ length: 9 }, (_, index) => `${folder}/c${index}.json`),
    );
    const [open] = openCompanions([companion('x', [...files, 'alone.json'])], {}, fileOf);
    expect(open!.choices.map(({ label, files: own }) => [label, own.length])).toEqual([
      ['tp2/ (9)', 9],
      ['tp4/ (9)', 9],
      ['files in no folder (1)', 1],
    ]);
  });
});

describe('withChoice', () => {
  it('adds and takes away', () => {
    const [open] = openCompanions([companion('x', ['a.json', 'b.json'])], { x: ['b.json'] }, fileOf);
    expect(withChoice(open!, ['a.json', 'b.json'], true)).toEqual(['a.json', 'b.json']);
    expect(withChoice(open!, ['b.json'], false)).toEqual([]);
  });
});
