import { describe, expect, it } from 'vitest';
import { addFiles, pastedName } from './chosen-files';

function chosen(name: string, path?: string): File {
  return Object.assign(new File(['{}'], name), path === undefined ? {} : { path });
}

describe('addFiles', () => {
  it('keeps the path inside the folder, however the browser writes it', () => {
    const files = addFiles([], [chosen('a.json', './tp4/a.json'), chosen('b.json', '/tp8/b.json'), chosen('c.json')]);
    expect(files.map(({ path }) => path)).toEqual(['c.json', 'tp4/a.json', 'tp8/b.json']);
  });

  it('replaces a file of the same path and leaves hidden files behind', () => {
    const first = addFiles([], [chosen('a.json')]);
    const again = chosen('a.json');
    const files = addFiles(first, [again, chosen('.DS_Store'), chosen('x.json', '.git/x.json')]);
    expect(files).toHaveLength(1);
    expect(files[0]?.file).toBe(again);
  });
});

describe('pastedName', () => {
  it('counts on from what was pasted before, whatever that became', () => {
    expect(pastedName([], 'txt')).toBe('pasted-1.txt');
    const files = addFiles([], [chosen('pasted-1.json'), chosen('pasted-3.txt'), chosen('other.txt')]);
    expect(pastedName(files, 'txt')).toBe('pasted-2.txt');
  });
});
