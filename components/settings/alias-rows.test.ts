import { describe, expect, it } from 'vitest';
import { aliasRows } from './alias-rows';

describe('aliasRows', () => {
  it('lists stored names and aliases whose data is gone, each once', () => {
    const aliases = [
      { kind: 'gpu' as const, name: 'h100', target: 'H100 SXM' },
      { kind: 'gpu' as const, name: 'old', target: 'A100' },
    ];
    expect(aliasRows(['l4', 'h100'], aliases)).toEqual([
      { name: 'h100', target: 'H100 SXM', isStored: true },
      { name: 'l4', target: null, isStored: true },
      { name: 'old', target: 'A100', isStored: false },
    ]);
  });
});
