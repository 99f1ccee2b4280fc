import { describe, expect, it } from 'vitest';
import { addFiles } from './chosen-files';

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
