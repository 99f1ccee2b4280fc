import type { Deployment } from './measurement';
import { precisionInName } from './model-names';

const spellings = new Map([
  ['bfloat16', 'BF16'],
  ['bf16', 'BF16'],
  ['float16', 'FP16'],
  ['fp16', 'FP16'],
  ['half', 'FP16'],
  ['float', 'FP32'],
  ['float32', 'FP32'],
  ['fp32', 'FP32'],
]);

/** A precision by its usual name: "bfloat16" is "BF16", "fp8" is "FP8". */
function canonicalPrecision(precision: string): string {
  return spellings.get(precision.toLowerCase()) ?? precision.toUpperCase();
}

/** The declared precision of the weights, else the one the model's name carries; null where neither says. */
export function precisionOf({ precision, model }: Pick<Deployment, 'precision' | 'model'>): string | null {
  if (precision !== null && precision.toLowerCase() !== 'auto') return canonicalPrecision(precision);
  return model === null ? null : precisionInName(model);
}

const bytesPerWeight = new Map([
  ['FP32', 4],
  ['BF16', 2],
  ['FP16', 2],
  ['FP8', 1],
  ['INT8', 1],
  ['W8A8', 1],
  ['W8A16', 1],
  ['FP4', 0.5],
  ['NVFP4', 0.5],
  ['MXFP4', 0.5],
  ['INT4', 0.5],
  ['W4A16', 0.5],
  ['AWQ', 0.5],
  ['GPTQ', 0.5],
]);

/**
 * Bytes per weight of a precision by any of its names, scales left out, so that it never says too much (GPTQ and AWQ
 * count as 4 bits). null for a name nobody knows.
 */
export function weightBytes(precision: string): number | null {
  const name = canonicalPrecision(precision);
  return bytesPerWeight.get(name) ?? bytesPerWeight.get(name.split(/[-_ ]/)[0] ?? '') ?? null;
}
