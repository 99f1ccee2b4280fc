import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assess } from '@/lib/domain/assess';
import { baseMeasurement } from '@/lib/domain/measurement';
import { readText } from '@/lib/importers/testing/source-file';
import { simulatedFile, simulatedGrid, simulatedLoads, simulatedSamples } from './simulated';

const text = readFileSync(join(import.meta.dirname, simulatedFile), 'utf8');
const samples = (JSON.parse(text) as unknown[]).map((sample) => baseMeasurement.parse(sample));
const measured = samples.map((sample) => assess(sample));

/** The measurement of TP x PP x DP at a load. */
function at([tp, pp, dp]: readonly [number, number, number], load: number) {
  const found = measured.find(({ deployment, load: { maxConcurrency } }) => {
    const engine = deployment.topology?.[0];
    return engine?.tp === tp && engine.pp === pp && engine.dp === dp && maxConcurrency === load;
  });
  if (!found) throw new Error(`no TP${tp} PP${pp} DP${dp} at ${load}`);
  return found;
}
const speedAt = (sizes: readonly [number, number, number], load: number) =>
  at(sizes, load).derived.tokensPerSPerUser.medianTpot ?? NaN;
const rateAt = (sizes: readonly [number, number, number], load: number) =>
  at(sizes, load).derived.outputTokensPerSPerGpu ?? NaN;

describe('the simulated sample data', () => {
  it('is what the simulator gives', async () => {
    const rebuilt = await simulatedSamples(simulatedGrid.slice(0, 1), simulatedLoads.slice(0, 4));
    expect(samples.slice(0, 4)).toEqual(rebuilt);
    expect(samples).toHaveLength(simulatedGrid.length * simulatedLoads.length);
  });

  it('is read as our own format, and says of every measurement that it is simulated', async () => {
    const { format, measurements, problems } = await readText(text, simulatedFile);
    expect({ format, problems }).toEqual({ format: 'kneepoint', problems: [] });
    expect(measurements).toEqual(samples);
    expect(new Set(samples.map(({ origin }) => origin))).toEqual(new Set(['simulated']));
    for (const { flags } of measured) expect(flags.map(({ code }) => code)).toContain('simulated');
  });

  it('has no flag but that it is simulated, and queued where it queued', () => {
    const codes = new Set(measured.flatMap(({ flags }) => flags.map(({ code }) => code)));
    expect([...codes].sort()).toEqual(['queued', 'simulated']);
  });

  it('gives one user no less from TP1 to TP2, and no more from PP1 to PP2', () => {
    expect(speedAt([2, 1, 1], 1)).toBeGreaterThanOrEqual(speedAt([1, 1, 1], 1));
    for (const tp of [1, 2, 4]) expect(speedAt([tp, 2, 1], 1)).toBeLessThanOrEqual(speedAt([tp, 1, 1], 1));
  });

  it('gives less per GPU from TP4 to TP8 at a load of 64', () => {
    expect(rateAt([8, 1, 1], 64)).toBeLessThan(rateAt([4, 1, 1], 64));
  });

  it('gives each user of two ranks at twice the load the same, within 5 %', () => {
    for (const tp of [1, 2, 4]) {
      for (const load of [1, 2, 4, 8, 16, 32, 64, 128]) {
        expect(Math.abs(speedAt([tp, 1, 2], 2 * load) / speedAt([tp, 1, 1], load) - 1)).toBeLessThan(0.05);
      }
    }
  });

  it('queues where one GPU has hardly any cache beside the weights: hollow, with what it waited', () => {
    const starved = at([1, 1, 1], 64);
    expect(starved.derived.inService?.value).toBeLessThan(16);
    expect(starved.flags.find(({ code }) => code === 'queued')?.message).toMatch(/^\d.* of 64 were in service; median/);
    expect(at([2, 1, 1], 64).flags.map(({ code }) => code)).not.toContain('queued');
  });
});
