import { describe, expect, it } from 'vitest';
import { readFiles } from './read-files';
import { block2024, blockV06, namespace } from './testing/printed-blocks';
import { aSourceFile } from './testing/source-file';
import { smallResult, sweepCsv, sweepRun, sweepTree } from './testing/sweep-tree';
import { toText, v05, y2026 } from './testing/vllm-records';

const sources = (files: Record<string, string>) =>
  Object.entries(files).map(([path, content]) => aSourceFile(content, path));
const read = (files: Record<string, string>) => readFiles(sources(files));
const combination = (slots: number) => `exp/SERVE--max_num_seqs=${slots}-BENCH--max_concurrency=2-num_prompts=100`;

describe('readFiles: the tree of a sweep', () => {
  it('is one sweep of two servers with two repeats of the load, summaries only held against it', async () => {
    const { files, sweeps } = await read(sweepTree());
    expect(files.map(({ role, measurements, problems }) => [role, measurements.length, problems.length])).toEqual([
      ['results', 1, 0],
      ['results', 1, 0],
      ['by-product', 0, 0],
      ['results', 1, 0],
      ['results', 1, 0],
      ['by-product', 0, 0],
      ['by-product', 0, 0],
    ]);
    expect(files[2]!.note).toBe('A summary of 2 runs whose own files are here, and agrees with them.');
    expect(sweeps).toHaveLength(1);
    expect(sweeps[0]!.name).toBe('exp');
    expect(sweeps[0]!.curves.map(({ loads }) => loads.map(({ repeats }) => repeats.length))).toEqual([[2], [2]]);
    const [first, second] = files.flatMap(({ measurements }) => measurements);
    expect(sweeps[0]!.curves[0]!.loads[0]!.repeats).toEqual([first!.source.sha256, second!.source.sha256]);
  });

  it('takes a run from a summary where its own file is missing', async () => {
    const tree = sweepTree();
    const { [`${combination(4)}/run=1.json`]: _missing, ...others } = tree;
    const fromJson = await read(others);
    expect(fromJson.files.flatMap(({ measurements }) => measurements.map(({ repeat }) => repeat))).toEqual([
      0, 1, 0, 1,
    ]);
    const table = { 'exp/summary.csv': tree['exp/summary.csv']! };
    const { files, sweeps } = await read(table);
    expect(files[0]!.problems).toEqual([]);
    expect(files[0]!.measurements.map(({ repeat, deployment }) => [repeat, deployment.flags['max-num-seqs']])).toEqual([
      [0, 4],
      [1, 4],
      [0, 8],
      [1, 8],
    ]);
    expect(sweeps[0]!.curves).toHaveLength(2);
  });

  it.each([
    ['summary.json', `${combination(4)}/summary.json`, JSON.stringify([{ ...sweepRun(4, 0), median_tpot_ms: 1 }])],
    ['summary.csv', 'exp/summary.csv', sweepCsv([{ ...sweepRun(4, 0), median_tpot_ms: 1 }])],
  ])('finds that %s says otherwise than the run it speaks of', async (_name, path, content) => {
    const { files } = await read({ ...sweepTree(), [path]: content });
    const problems = files.flatMap((file) => file.problems);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ file: path, found: `another than in ${combination(4)}/run=0.json` });
    expect(files.flatMap(({ measurements }) => measurements)).toHaveLength(4);
  });

  it('makes deployments of overrides nobody knows, as the folder names them', async () => {
    const tree = Object.fromEntries(
      [1, 2].map((depth) => [
        `exp/SERVE--odd_depth=${depth}-BENCH--max_concurrency=2/run=0.json`,
        toText({ ...sweepRun(4, 0), odd_depth: depth, duration: 20 + depth }),
      ]),
    );
    const { files, sweeps } = await read(tree);
    expect(files.map(({ measurements }) => measurements[0]!.deployment.flags['odd-depth'])).toEqual([1, 2]);
    expect(sweeps[0]!.curves).toHaveLength(2);
  });

  it.each(['-WL--request_rate=5', '-SLA--request_rate=5'])(
    'joins the folders of a search for a load: %s',
    async (part) => {
      const path = (rate: number) =>
        `night/SERVE--tp=2-BENCH--num_prompts=100${part.replace('5', String(rate))}/run=0.json`;
      const at = (rate: number) => toText({ ...sweepRun(4, 0), request_rate: rate, duration: 20 + rate });
      const { sweeps } = await read({ [path(5)]: at(5), [path(1)]: at(1) });
      expect(sweeps).toMatchObject([{ name: 'night', curves: [{}] }]);
      expect(sweeps[0]!.curves[0]!.loads.map(({ load }) => load.requestRate)).toEqual([1, 5]);
    },
  );
});

describe('readFiles: several files of one run', () => {
  const record = { ...v05, duration: 20.004, request_rate: 'inf' };

  it('makes the printed block a by-product of its result, whose gaps its arguments fill', async () => {
    const { files, filledBy } = await read({ 'a/run.json': toText(record), 'a/run.log': `${namespace}\n${block2024}` });
    expect(files.map(({ role, measurements }) => [role, measurements.length])).toEqual([
      ['results', 1],
      ['by-product', 0],
    ]);
    const { workload, provenance, source } = files[0]!.measurements[0]!;
    expect(workload).toMatchObject({ dataset: 'random', isl: 200, osl: 40 });
    expect(provenance['workload.isl']).toBe('client arguments in the log, a/run.log');
    expect(filledBy.get(source.sha256)).toEqual(['a/run.log']);
  });

  it('keeps a block that says something else', async () => {
    const { files } = await read({ 'a/run.json': toText(record), 'a/run.log': block2024.replace('9.00', '8.00') });
    expect(files.map(({ measurements }) => measurements.length)).toEqual([1, 1]);
  });

  it('names the later of two different results that claim the same repeat', async () => {
    const claims = (duration: number) => toText({ ...sweepRun(4, 0), duration });
    const { files } = await read({ 'a/run=0.json': claims(20), 'a/run=0 (copy).json': claims(21) });
    expect(files.map(({ measurements }) => measurements.length)).toEqual([1, 0]);
    expect(files[1]!.problems.map(({ message }) => message)).toEqual([
      'a/run=0 (copy).json, record 0: expected one result for run 0 of this load, found another than in a/run=0.json. ' +
        'Leave one of the two out, or import them apart.',
    ]);
    const apart = await read({ 'a/run=0.json': claims(20), 'b/run=0.json': claims(21) });
    expect(apart.files.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('takes no median of runs that are here themselves', async () => {
    const run = (index: number) => toText({ ...y2026, duration: 20 + index });
    const files = ['bench-a-conc-8-run-0.json', 'bench-a-conc-8-run-1.json'];
    const median = toText({ ...y2026, aggregation_method: 'median', individual_result_files: files });
    const whole = await read({ [`a/${files[0]}`]: run(0), [`a/${files[1]}`]: run(1), 'a/bench-a-conc-8.json': median });
    expect(whole.files.map(({ role, measurements }) => [role, measurements.length])).toEqual([
      ['results', 1],
      ['results', 1],
      ['by-product', 0],
    ]);
    const alone = await read({ 'a/bench-a-conc-8.json': median });
    expect(alone.files[0]!.measurements).toHaveLength(1);
  });

  it('counts a record that two files hold once among the repeats', async () => {
    const { sweeps } = await read({ 'a/1.json': toText(y2026), 'a/2.json': toText(y2026) });
    expect(sweeps[0]!.curves[0]!.loads[0]!.repeats).toHaveLength(1);
  });

  it('passes over drawings', async () => {
    const { files } = await read({ 'exp/pareto/PARETO.png': '\u0089PNG\0', 'exp/run.timeline.html': '<html>' });
    expect(files.map(({ role, problems }) => [role, problems.length])).toEqual([
      ['by-product', 0],
      ['by-product', 0],
    ]);
  });

  it('passes over notes beside results, and over nothing that is broken', async () => {
    const { files } = await read({ 'notes.txt': 'Nothing here.', 'run.json': toText(y2026) });
    expect(files.map(({ role }) => role)).toEqual(['unread', 'results']);
    expect(files[0]).toMatchObject({ problems: [], note: 'No benchmark result in it; passed over.' });
    const alone = await read({ 'notes.txt': 'Nothing here.' });
    expect(alone.files[0]!.problems).toHaveLength(1);
    const cut = await read({ 'cut.json': '{"model_id": "x"', 'run.json': toText(y2026) });
    expect(cut.files[0]!.problems).toHaveLength(1);
  });
});

describe('readFiles: origin', () => {
  it.each([
    ['simulated', 'true'],
    ['origin', 'simulated'],
    ['vllm_version', '0.25.1+simulated'],
    ['owned_by', 'kneepoint-simulator'],
  ])('is simulated where the metadata says %s=%s', async (key, value) => {
    const { files } = await read({ 'a.json': toText({ ...y2026, [key]: value }) });
    expect(files[0]!.measurements[0]!.origin).toBe('simulated');
  });

  it.each([
    ['simulated', 'false'],
    ['note', 'simulated'],
  ])('is measured where it says %s=%s', async (key, value) => {
    const { files } = await read({ 'a.json': toText({ ...y2026, [key]: value }) });
    expect(files[0]!.measurements[0]!.origin).toBe('measured');
  });

  it('is simulated where the arguments in a log say so', async () => {
    const args = namespace.replace("'tp=2'", "'tp=2', 'simulated=true'");
    const { files } = await read({ 'a.log': `${args}\n${blockV06}` });
    expect(files[0]!.measurements[0]!.origin).toBe('simulated');
  });
});

describe('readFiles: many files', () => {
  const many = Array.from({ length: 500 }, (_, index) => aSourceFile(smallResult(index + 1), `many/${index}.json`));

  it('keeps their order, tells progress after each, and has few open at once', async () => {
    let open = 0;
    let most = 0;
    const counted = many.map((file) => ({
      ...file,
      async *open() {
        most = Math.max(most, ++open);
        yield* file.open();
        open--;
      },
    }));
    const seen: number[] = [];
    const { files, sweeps } = await readFiles(counted, {
      concurrency: 3,
      onProgress: ({ done, total }) => seen.push(done / total),
    });
    expect(files.map(({ file }) => file)).toEqual(many.map(({ path }) => path));
    expect(seen).toEqual(many.map((_, index) => (index + 1) / many.length));
    expect(most).toBe(3);
    expect(sweeps[0]!.curves[0]!.loads.map(({ load }) => load.maxConcurrency)).toEqual(
      many.map((_, index) => index + 1),
    );
  });

  it('stops where it is told to, with the reason given', async () => {
    const stop = new AbortController();
    let last = 0;
    const reading = readFiles(many, {
      signal: stop.signal,
      onProgress: ({ done }) => {
        last = done;
        if (done === 100) stop.abort(new Error('enough'));
      },
    });
    await expect(reading).rejects.toThrow('enough');
    expect(last).toBeLessThan(110);
  });

  it('stops inside a large file', async () => {
    const stop = new AbortController();
    const endless = {
      path: 'a.log',
      size: 1,
      async *open() {
        for (let chunk = 0; chunk < 1000; chunk++) {
          if (chunk === 10) stop.abort(new Error('enough'));
          yield await Promise.resolve(new TextEncoder().encode('a line\n'.repeat(1000)));
        }
        throw new Error('read to the end');
      },
    };
    await expect(readFiles([endless], { signal: stop.signal })).rejects.toThrow('enough');
  });

  it('stops at more measurements than an import may bring', async () => {
    const { isTooMany, files } = await readFiles(many, { measurements: 50 });
    expect(isTooMany).toBe(true);
    expect(files.length).toBeLessThan(60);
  });

  it('passes on that a file cannot be read', async () => {
    const open = async function* () {
      yield await Promise.resolve(new TextEncoder().encode('{'));
      throw new Error('the disk is gone');
    };
    await expect(readFiles([{ path: 'a.json', size: 1, open }])).rejects.toThrow('the disk is gone');
  });
});
