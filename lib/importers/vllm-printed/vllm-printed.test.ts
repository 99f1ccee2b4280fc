import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  block2024,
  block2026,
  blockSglang,
  blockV06,
  namespace,
  printed2023,
  printedV03,
  steadyState,
} from '../testing/printed-blocks';
import { readOne, readText } from '../testing/source-file';

const problemsOf = async (text: string) =>
  (await readText(text, 'run.log')).problems.map(({ path, found }) => [path, found]);

/** Gives each line what a log puts in front of it. */
const prefixed = (text: string, prefix: string) => text.replace(/^/gm, prefix);

describe('vllmPrinted', () => {
  it.each([
    ['v0.4', block2024, 'printed, 2024-02..2024-09 (v0.4-v0.5)'],
    ['v0.6', blockV06, 'printed, 2024-09..2025-09 (v0.6-v0.10)'],
    ['2026', block2026, 'printed, 2025-12 or later'],
    ['v0.3', printedV03, 'printed, 2024-01..2024-02 (v0.3)'],
  ])('reads the figures of a block of %s', async (_name, text, formatVersion) => {
    const { source, counts, durationS, throughput, latency } = await readOne(text, 'run.log');
    expect(source).toMatchObject({ format: 'vllm-serve-text', formatVersion, index: 0 });
    expect(counts).toMatchObject({ completed: 100, inputTokens: 20_000, outputTokens: 4000 });
    expect(durationS).toBe(20);
    expect(throughput).toMatchObject({ requestsPerS: 5, outputTokensPerS: 200, totalTokensPerS: 1200 });
    expect(latency.ttftMs).toMatchObject({ mean: 50, median: 49, std: null, p99: 100 });
    expect(latency.tpotMs).toMatchObject({ mean: 10, median: 9, p99: 20 });
  });

  it('reads what only a late block prints', async () => {
    const { load, counts, throughput, latency, evidence, extra } = await readOne(block2026);
    expect(load).toEqual({ maxConcurrency: 16, requestRate: 5.2, numPrompts: 104 });
    expect(counts).toMatchObject({ requests: 104, failed: 4 });
    expect(throughput).toMatchObject({ goodputRequestsPerS: 4.5, peakOutputTokensPerS: 300 });
    expect(latency.itlMs?.others).toEqual({ 'p99.9': 40 });
    expect(latency.e2elMs).toMatchObject({ mean: 440, median: 439 });
    expect(evidence).toMatchObject({ speculative: true, acceptanceLength: 2.5 });
    expect(extra.printedRows).toEqual({ 'Canvas positions': 7 });
  });

  it('reads the mean latency of a request of 2023, and makes up no tokens', async () => {
    const { counts, durationS, throughput, latency, extra } = await readOne(printed2023);
    expect(durationS).toBe(20);
    expect(throughput).toMatchObject({ requestsPerS: 5, outputTokensPerS: null });
    expect(latency).toMatchObject({ tpotMs: null, e2elMs: { mean: 4000, median: null } });
    expect(counts.outputTokens).toBeNull();
    expect(extra.average_latency_per_output_token).toBe(0.11);
  });

  it('takes model, load, dataset and metadata from the arguments printed before a block', async () => {
    const { deployment, workload, load, counts, provenance } = await readOne(`${namespace}\n${block2024}`);
    expect(deployment).toMatchObject({ model: 'org/Model-8B', hardware: { gpu: 'H100' }, topology: [{ tp: 2 }] });
    expect(workload).toMatchObject({ dataset: 'random', isl: 200, osl: 40, sharedPrefix: 0, ignoreEos: true });
    expect(workload.temperature).toBeNull();
    expect(load).toEqual({ maxConcurrency: 16, requestRate: 5.2, numPrompts: 104 });
    expect(counts.requests).toBe(104);
    expect(provenance).toMatchObject({
      'workload.isl': 'client arguments in the log',
      'deployment.model': 'client arguments in the log',
    });
  });

  it('gives arguments to the next block alone, and headings to all that follow', async () => {
    const second = block2024.replaceAll('49.00', '48.00');
    const third = block2024.replaceAll('49.00', '47.00');
    const { measurements } = await readText(
      [namespace, block2024, '## input_len: 512', second, third].join('\n'),
      'page.md',
    );
    expect(measurements.map(({ deployment, workload }) => [deployment.model, workload.isl])).toEqual([
      ['org/Model-8B', 200],
      [null, 512],
      [null, 512],
    ]);
    expect(measurements[1]!.provenance['workload.isl']).toBe('heading in the text');
  });

  it('takes the load from the lines the client prints before it starts', async () => {
    const lines = 'Traffic request rate: inf\nBurstiness factor: 1.0 (Poisson process)\nMaximum request concurrency: 8';
    const { load } = await readOne(`${lines}\n${block2024}`);
    expect(load).toEqual({ maxConcurrency: 8, requestRate: 'inf', numPrompts: 100 });
  });

  it.each([
    ['colours', prefixed(block2024, '\u001b[32m').replace(/$/gm, '\u001b[0m')],
    ['Windows line ends', block2024.replaceAll('\n', '\r\n')],
    ['a progress bar on the title line', `\r  0%|   | 0/100\r100%|██| 100/100 [00:20<00:00]${block2024}`],
    ['times in front', prefixed(block2024, '2026-01-02T03:04:05.678Z ')],
    ['the name of a container in front', prefixed(block2024, 'bench-1  | ')],
    ['a quotation in Markdown', prefixed(block2024, '> ')],
    ['a fence in Markdown', `# Results\n\n\`\`\`\n${block2024}\n\`\`\`\nMean TTFT (ms): see above.`],
    ['a rank in front', prefixed(block2024, '0: ')],
  ])('reads a block through %s as the same measurement', async (_name, text) => {
    const plain = await readOne(block2024);
    expect((await readOne(text)).source.sha256).toBe(plain.source.sha256);
  });

  it('reads the block and not the steady state printed behind it', async () => {
    const { measurements, problems } = await readText(`${block2026}\n${steadyState}\n${blockV06}`);
    expect(problems).toEqual([]);
    expect(measurements.map(({ latency }) => latency.ttftMs?.mean)).toEqual([50, 50]);
  });

  it('reads a rate the block rounds to nothing from the arguments', async () => {
    const args = namespace.replace('request_rate=5.2', 'request_rate=0.004');
    const rounded = block2026.replace(/(RPS\):\s+)5\.20/, '$10.00');
    expect((await readOne(`${args}\n${rounded}`)).load.requestRate).toBe(0.004);
  });

  it('has no latency where nothing completed', async () => {
    const failed = block2026.replace(/\d+\.\d\d\b/g, '0.00').replace(/: {2,}(100|20000|4000)\b/g, ':      0');
    const { counts, latency } = await readOne(failed);
    expect(counts.completed).toBe(0);
    expect(latency).toEqual({ ttftMs: null, tpotMs: null, itlMs: null, e2elMs: null });
  });
});

describe('vllmPrinted: what is no whole block of vLLM', () => {
  it.each([
    ['SGLang', blockSglang, 'a block of sglang.bench_serving under the same title, which is not read yet'],
    [
      'TensorRT-LLM',
      block2024.replace('Output token', 'User throughput (tok/s):   10.00\nOutput token'),
      'a block of the benchmark client of TensorRT-LLM under the same title, which is not read yet',
    ],
  ])('names the tool that prints under the same title: %s', async (_name, text, found) => {
    expect(await problemsOf(text)).toEqual([['line 1', found]]);
  });

  it('names another block of results by its title', async () => {
    const text = `====== Offline Throughput Benchmark Result =======\nSuccessful requests:   10\n${'='.repeat(50)}`;
    expect(await problemsOf(text)).toEqual([
      ['line 1', 'a block titled "Offline Throughput Benchmark Result", which is not read yet'],
    ]);
  });

  it('refuses a block that breaks off, at each of its lines', async () => {
    const lines = block2024.split('\n');
    for (let kept = 1; kept < lines.length; kept++) {
      const { measurements, problems } = await readText(lines.slice(0, kept).join('\n'));
      expect(measurements).toEqual([]);
      expect(problems[0]).toMatchObject({ path: 'line 1', found: `the end of the text behind line ${kept}` });
    }
  });

  it('reads the whole block behind one that breaks off', async () => {
    const cut = block2024.split('\n').slice(0, 9).join('\n');
    const { measurements, problems } = await readText(`${cut}\n${blockV06}`);
    expect(measurements.map(({ source }) => source.formatVersion)).toEqual(['printed, 2024-09..2025-09 (v0.6-v0.10)']);
    expect(problems.map(({ path }) => path)).toEqual(['line 1']);
  });

  it('refuses rows without their title', async () => {
    const { measurements, problems } = await readText(block2024.split('\n').slice(1).join('\n'));
    expect(measurements).toEqual([]);
    expect(problems[0]).toMatchObject({
      path: 'line 1',
      found: 'rows of a result block without its title line "Serving Benchmark Result"',
    });
  });

  it('believes neither of two outputs that run into each other, wherever they cross', async () => {
    const a = block2024.split('\n');
    // Equal totals, so that only latencies tell the two apart and no sum gives a mix away.
    const b = a.map((line) => line.replace(/^((?:Mean|Median|P99) .*?)(\d+)\.00/, '$1$2.50'));
    const whole = async (lines: string[]) => (await readOne(lines.join('\n'))).latency;
    const wholes = [await whole(a), await whole(b)];
    const check = async (lines: string[]) => {
      const { measurements, problems } = await readText(lines.join('\n'));
      expect(problems.length).toBeGreaterThan(0);
      for (const { latency } of measurements) expect(wholes).toContainEqual(latency);
    };
    for (let first = 1; first < a.length; first++) {
      for (let second = 1; second <= b.length; second++)
        await check([...a.slice(0, first), ...b.slice(0, second), ...a.slice(first), ...b.slice(second)]);
    }
    const picks = fc.array(fc.boolean(), { minLength: 30, maxLength: 44 });
    await fc.assert(
      fc.asyncProperty(picks, async (fromLeft) => {
        const [left, right] = [[...a], [...b]];
        const mixed = fromLeft.flatMap((isLeft) => (isLeft ? left : right).shift() ?? []);
        // One behind the other is no mix.
        fc.pre(mixed.length > a.length || mixed.some((line, index) => line !== a[index] && line !== b[index]));
        await check([...mixed, ...left, ...right]);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it.each([
    ['Successful requests:', 'Successful requests:     one'],
    ['Benchmark duration (s):', ''],
    ['Request throughput (req/s):', 'Request throughput (req/s):   50.00'],
    ['Output token throughput (tok/s):', 'Output token throughput (tok/s):   20.00'],
  ])('refuses a block whose row "%s" is damaged', async (label, instead) => {
    const damaged = block2024
      .split('\n')
      .map((line) => (line.startsWith(label) ? instead : line))
      .join('\n');
    const { measurements, problems } = await readText(damaged);
    expect(measurements).toEqual([]);
    expect(problems).toHaveLength(1);
  });

  it('says nothing of a text that merely mentions a figure', async () => {
    const { problems } = await readText('We measured\nMean TTFT (ms): 50.00\nand were happy.');
    expect(problems.map(({ found }) => found)).toEqual(['a text without any']);
  });
});
