import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BaseMeasurement } from '@/lib/domain/measurement';
import { kubeaiSamples } from './kubeai';
import { lambdaSamples } from './lambda';
import { modalSamples } from './modal';
import { simulatedFile, simulatedSamples } from './simulated';

const lambdaTable = 'lambda-throughput-over-median-itl-320-prompts.csv';
const modalTable = 'modal-offline-throughput.csv';
const kubeaiRuns = ['kubeai-llama70b-fp8-8xL4-pp4-tp2', 'kubeai-llama70b-fp8-8xL4-pp2-tp4'];

/** What others published, by the name of its file here, built from a folder with their tables and texts. */
export function buildSamples(folder: string): Map<string, BaseMeasurement[]> {
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');
  const runs = kubeaiRuns.map((name) => ({
    file: `${name}.txt`,
    result: text(`${name}.txt`),
    spec: text(`${name}.model-spec.yaml`),
  }));
  return new Map([
    ['kubeai-70b-8xl4.json', kubeaiSamples(runs)],
    ['lambda-320-prompts.json', lambdaSamples(lambdaTable, text(lambdaTable))],
    ['modal-offline.json', modalSamples(modalTable, text(modalTable))],
  ]);
}

/** One measurement a line: short enough to compare, and still an array. */
export function formatSamples(samples: BaseMeasurement[]): string {
  return `[\n${samples.map((sample) => JSON.stringify(sample)).join(',\n')}\n]\n`;
}

const [, script, folder] = process.argv;
if (script?.endsWith('build.ts')) {
  // The simulated set needs nothing but this repository.
  const simulated: [string, BaseMeasurement[]] = [simulatedFile, await simulatedSamples()];
  for (const [name, samples] of [simulated, ...(folder === undefined ? [] : buildSamples(folder))]) {
    writeFileSync(join(import.meta.dirname, name), formatSamples(samples));
  }
}
