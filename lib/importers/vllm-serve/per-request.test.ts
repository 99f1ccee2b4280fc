import { describe, expect, it } from 'vitest';
import { readOne } from '../testing/source-file';
import * as records from '../testing/vllm-records';

const read = (fields: Record<string, unknown>) => readOne(records.toText(fields));

describe('withPerRequestLists', () => {
  it('fills what the summary lacks, without the failed request', async () => {
    const measurement = await read(records.detailed);
    expect(measurement.latency.ttftMs).toMatchObject({ mean: 2000, median: 2000 });
    expect(measurement.latency.e2elMs).toMatchObject({ mean: (2000 + 2000 + 4000) / 3, median: 2000, p99: 3960 });
    expect(measurement.latency.tpotMs).toMatchObject({ mean: 375, median: 375 });
    expect(measurement.latency.itlMs).toMatchObject({ mean: 2000 / 6, median: null });
    expect(measurement.counts).toMatchObject({ inputTokens: null, outputTokens: 9 });
    expect(measurement.evidence.zeroLengthOutputs).toBe(0);
    expect(measurement.provenance['latency.e2elMs']).toBe('computed from per-request lists');
  });

  it('leaves the summary as it is', async () => {
    const { latency, provenance } = await read({ ...records.detailed, mean_ttft_ms: 7, median_ttft_ms: 6 });
    expect(latency.ttftMs).toMatchObject({ mean: 7, median: 6, p99: null });
    expect(provenance).not.toHaveProperty(['latency.ttftMs']);
  });

  it('tells an empty answer from a failure by how many completed', async () => {
    const { evidence, latency } = await read({ ...records.detailed, completed: 4, failed: 0 });
    expect(evidence.zeroLengthOutputs).toBe(1);
    expect(latency.e2elMs).toMatchObject({ mean: 2000 });
  });

  it('measures the share of the run at full load', async () => {
    // In flight: 100-102 both of two, 102-106 one; the run lasts 10 s.
    expect((await read(records.detailed)).evidence.steadyStateShare).toBe(0.2);
    expect((await read({ ...records.detailed, max_concurrency: null })).evidence.steadyStateShare).toBeNull();
  });

  it('does not join lists of different lengths', async () => {
    const { latency } = await read({ ...records.detailed, itls: [[1]] });
    expect(latency.e2elMs).toBeNull();
    expect(latency.ttftMs).toMatchObject({ mean: 2000 });
  });

  it('believes the latencies a newer client lists', async () => {
    const { latency } = await read({ ...records.detailed, latencies: [3, 4, 0, 5] });
    expect(latency.e2elMs).toMatchObject({ mean: 4000 });
  });
});
