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
export function canonicalPrecision(precision: string): string {
  return spellings.get(precision.toLowerCase()) ?? precision.toUpperCase();
}

/** The declared precision of the weights, else the one the model's name carries; null where neither says. */
export function precisionOf({ precision, model }: Pick<Deployment, 'precision' | 'model'>): string | null {
  if (precision !== null && precision.toLowerCase() !== 'auto') return canonicalPrecision(precision);
  return model === null ? null : precisionInName(model);
}
