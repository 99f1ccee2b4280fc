import { canonicalGpu } from './gpu-names';

/** What one GPU can do at most: vendor peaks, dense, per GPU. Rates in GB/s and TFLOPS, null where there is none. */
export interface GpuSpec {
  /** Canonical name, see `canonicalGpu`. */
  name: string;
  memoryGb: number;
  bandwidthGbPerS: number;
  bf16Tflops: number;
  fp8Tflops: number | null;
  fp4Tflops: number | null;
  /** To its neighbours, both directions together. */
  linkGbPerS: number;
  tdpWatts: number;
  source: string;
}

const ix = 'InferenceX GPU table';
const aic = 'aiconfigurator system files';
const lo = 'llm-optimizer table';
const vendor = 'vendor data sheet';

type Row = [name: string, figures: Figures, source: string];
type Figures = [
  memoryGb: number,
  bandwidthGbPerS: number,
  bf16Tflops: number,
  fp8Tflops: number | null,
  fp4Tflops: number | null,
  linkGbPerS: number,
  tdpWatts: number,
];

const rows: Row[] = [
  ['A10', [24, 600, 125, null, null, 64, 150], `${vendor} for memory and bandwidth; the rest unverified`],
  ['L4', [24, 300, 121, 242, null, 64, 72], aic],
  ['L40S', [48, 864, 362, 733, null, 64, 350], `${aic}; ${vendor}`],
  ['A100 40GB SXM', [40, 1555, 312, null, null, 600, 400], `${lo}; ${vendor}`],
  ['A100 80GB SXM', [80, 2039, 312, null, null, 600, 400], `${aic}; ${lo}`],
  ['H100 SXM', [80, 3350, 989, 1979, null, 900, 700], `${ix}; ${aic}`],
  ['H200', [141, 4800, 989, 1979, null, 900, 700], `${ix}; ${aic}`],
  ['B200', [180, 8000, 2250, 4500, 9000, 1800, 1000], `${ix}; ${aic}; ${lo}; usable memory`],
  ['B300', [268, 8000, 2250, 4500, 13500, 1800, 1100], `${ix}; ${aic}; usable memory`],
  ['GB200', [192, 8000, 2500, 5000, 10000, 1800, 1200], `${ix}; ${aic}`],
  ['GB300', [288, 8000, 2500, 5000, 15000, 1800, 1400], `${ix}; ${aic}`],
  ['MI300X', [192, 5300, 1307, 2615, null, 896, 750], `${ix}; ${vendor}`],
  ['MI325X', [256, 6000, 1307, 2615, null, 896, 1000], `${ix}; ${vendor}`],
  ['MI355X', [288, 8000, 2516, 5033, 10066, 1152, 1400], `${ix}; ${vendor}`],
];

export const gpuSpecs: readonly GpuSpec[] = rows.map(([name, figures, source]) => {
  const [memoryGb, bandwidthGbPerS, bf16Tflops, fp8Tflops, fp4Tflops, linkGbPerS, tdpWatts] = figures;
  return { name, memoryGb, bandwidthGbPerS, bf16Tflops, fp8Tflops, fp4Tflops, linkGbPerS, tdpWatts, source };
});

const byName = new Map(gpuSpecs.map((spec) => [spec.name, spec]));

/** Figures of a GPU by any of its names, or null: a GPU nobody knows makes a check not run, never pass. */
export function findGpu(name: string): GpuSpec | null {
  return byName.get(canonicalGpu(name)) ?? null;
}
