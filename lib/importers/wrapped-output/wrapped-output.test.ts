import { describe, expect, it } from 'vitest';
import { block2024, blockSglang, namespace } from '../testing/printed-blocks';
import { readOne, readText } from '../testing/source-file';

describe('wrappedOutput', () => {
  it('reads the block inside a JSON text as the same measurement', async () => {
    const plain = await readOne(block2024);
    const wrapped = await readOne(JSON.stringify({ success: true, raw_output: `${namespace}\n${block2024}` }));
    expect(wrapped.source.sha256).toBe(plain.source.sha256);
    expect(wrapped.deployment.model).toBe('org/Model-8B');
  });

  it('finds it under the names other scripts give', async () => {
    expect((await readOne(JSON.stringify({ code: 0, stdout: block2024 }))).counts.completed).toBe(100);
  });

  it('says that a run ended without a result', async () => {
    const { problems } = await readText(JSON.stringify({ success: false, raw_output: `${namespace}\nERROR: no` }));
    expect(problems.map(({ path, found }) => [path, found])).toEqual([
      ['$.raw_output', 'a log that ends without one (and it says success: false)'],
    ]);
  });

  it('places a problem inside the text', async () => {
    const { problems } = await readText(JSON.stringify({ raw_output: `a log\n${blockSglang}` }));
    expect(problems.map(({ path }) => path)).toEqual(['$.raw_output line 2']);
  });
});
