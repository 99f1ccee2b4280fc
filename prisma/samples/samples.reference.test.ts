import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type BaseMeasurement, baseMeasurement } from '@/lib/domain/measurement';
import { gpuCount } from '@/lib/domain/topology';
import { readText } from '@/lib/importers/testing/source-file';
import { referencePath, referenceText } from '@/lib/testing/reference-files';
import { buildSamples, formatSamples } from './build';

const files = ['kubeai-70b-8xl4.json', 'lambda-320-prompts.json', 'modal-offline.json'];
const text = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');
const samples = (name: string) => (JSON.parse(text(name)) as unknown[]).map((sample) => baseMeasurement.parse(sample));

describe('sample data', () => {
  it.each(files)('%s is what the published figures give', (name) => {
    expect(text(name)).toBe(formatSamples(buildSamples(referencePath('stories')).get(name)!));
  });

  it.each(files)('%s is read as our own format, record by record', async (name) => {
    const { format, measurements, problems } = await readText(text(name), name);
    expect({ format, problems }).toEqual({ format: 'kneepoint', problems: [] });
    expect(measurements).toEqual(samples(name));
  });

  it('has an identity for each measurement and a source for each', () => {
    const all = files.flatMap(samples);
    expect(new Set(all.map(({ source }) => source.sha256)).size).toBe(all.length);
    for (const { extra } of all) expect(extra.sourceName).toMatch(/^(KubeAI|Lambda|Modal): /);
  });
});

describe('the KubeAI comparison', () => {
  const [pp4, pp2] = samples('kubeai-70b-8xl4.json') as [BaseMeasurement, BaseMeasurement];

  it('has both deployments, alike but for PP and TP', () => {
    expect(pp4.deployment.topology).toMatchObject([{ pp: 4, tp: 2 }]);
    expect(pp2.deployment.topology).toMatchObject([{ pp: 2, tp: 4 }]);
    expect({ ...pp4.deployment, topology: null }).toEqual({ ...pp2.deployment, topology: null });
    expect(pp4.workload).toEqual(pp2.workload);
    expect(pp4.deployment.flags['max-num-batched-tokens']).toBe(32_768);
    expect(pp4.deployment.kvCacheDtype).toBe('fp8');
  });

  it('has the printed figures', () => {
    expect(pp4).toMatchObject({
      durationS: 566.68,
      counts: { completed: 1000, inputTokens: 232_428, outputTokens: 174_319 },
      throughput: { requestsPerS: 1.76, outputTokensPerS: 307.61, totalTokensPerS: 717.77 },
      latency: { ttftMs: { mean: 74_377.61, median: 90_034.18 }, tpotMs: { median: 794.4, p99: 22_529.01 } },
    });
    expect(pp2).toMatchObject({
      throughput: { outputTokensPerS: 261.16 },
      latency: { ttftMs: { median: 100_837.06 }, tpotMs: { median: 963.78 }, itlMs: { median: 483.65 } },
    });
  });
});

describe('the Lambda matrix', () => {
  it('has a measurement for each cell of the table but N/A, and no other', () => {
    const rows = referenceText('stories/lambda-throughput-over-median-itl-320-prompts.csv').trim().split(/\r?\n/);
    const table = rows.map((row) => row.split(','));
    const cells = table
      .slice(1)
      .flatMap((row) => row.slice(1).map((cell, i) => `${row[0]} ${table[0]![i + 1]} ${cell}`));
    const told = samples('lambda-320-prompts.json').map(
      ({ deployment: { hardware, model }, throughput, latency }) =>
        `${hardware.gpus}x${hardware.gpu} ${model} ${throughput.outputTokensPerS}/${latency.itlMs?.median}`,
    );
    expect(told).toEqual(cells.filter((cell) => !cell.endsWith('N/A')));
    expect(told).toHaveLength(48);
  });

  it('spreads every model over all GPUs by TP, with 320 prompts at once', () => {
    for (const { deployment, load } of samples('lambda-320-prompts.json')) {
      expect(gpuCount(deployment.topology!)).toBe(deployment.hardware.gpus);
      expect(deployment.topology).toMatchObject([{ tp: deployment.hardware.gpus, pp: 1, dp: 1 }]);
      expect(load).toEqual({ maxConcurrency: null, requestRate: 'inf', numPrompts: 320 });
    }
  });
});

describe('the Modal table', () => {
  it('has a total of tokens of which nobody says what they are, and no topology', () => {
    const runs = samples('modal-offline.json');
    expect(runs.map(({ throughput }) => throughput.totalTokensPerS)).toEqual([
      380.9, 458.8, 497.3, 543.6, 842.9, 699.1, 650.7,
    ]);
    for (const { throughput, deployment, latency } of runs) {
      expect(throughput.outputTokensPerS).toBeNull();
      expect(deployment.topology).toBeNull();
      expect(latency.tpotMs).toBeNull();
    }
  });
});
