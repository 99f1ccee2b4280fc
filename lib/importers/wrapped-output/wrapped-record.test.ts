import { describe, expect, it } from 'vitest';
import { readFiles } from '../read-files';
import { aSourceFile, readOne, readText } from '../testing/source-file';
import { toText, y2026 } from '../testing/vllm-records';

const wrap = (beside: object, result = toText(y2026), name = 'result') =>
  `${JSON.stringify(beside).slice(0, -1)}${Object.keys(beside).length > 0 ? ', ' : ''}"${name}": ${result}}`;

describe('wrappedRecord', () => {
  it.each(['result', 'benchmark', 'vllm_serve'])('reads a result under the name %s as the one it is', async (name) => {
    const alone = await readOne(JSON.stringify(y2026));
    expect(await readOne(wrap({ run: 7 }, JSON.stringify(y2026), name))).toEqual(alone);
  });

  it('reads several of one object, and one on each line', async () => {
    const other = JSON.stringify({ ...y2026, completed: 1 });
    const both = `{"a": ${JSON.stringify(y2026)}, "b": ${other}}`;
    expect((await readText(both)).measurements).toHaveLength(2);
    expect((await readText(`${wrap({ run: 1 })}\n${wrap({ run: 2 }, other)}`)).measurements).toHaveLength(2);
  });

  it('places a problem inside the wrapper', async () => {
    const { problems } = await readText(wrap({ config: {} }, JSON.stringify({ ...y2026, duration: -1 })));
    expect(problems.map(({ path }) => path)).toEqual(['$.result.duration']);
  });

  it('takes from the config beside it what the result does not say', async () => {
    const config = { tensor_parallel_size: 4, pipeline_parallel_size: 2, gpu: 'H100', max_num_seqs: 256 };
    const { files } = await readFiles([aSourceFile(wrap({ config }), 'run.json')]);
    const [measurement] = files[0]!.measurements;
    expect(measurement?.deployment.topology).toMatchObject([{ tp: 4, pp: 2 }]);
    expect(measurement?.deployment.hardware.gpu).toBe('H100');
    expect(measurement?.provenance['deployment.topology']).toContain('run.json');
  });

  it.each([
    ['a report of another tool', wrap({ config: {} }, toText(y2026), 'results')],
    ['an object of anything', '{"config": {"tp": 4}, "result": {"ok": true}}'],
    ['a list of them, which a wrapper does not hold', `{"results": [${toText(y2026)}]}`],
  ])('leaves %s alone', async (_case, text) => {
    const { measurements, problems } = await readText(text);
    expect([measurements.length, problems.length]).toEqual([0, 1]);
  });
});
