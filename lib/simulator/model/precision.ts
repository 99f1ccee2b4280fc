import type { GpuSpec } from '../hardware/gpu-catalog';

/** How numbers are stored and multiplied. */
export interface Precision {
  /** As the log prints it: `fp8`, `awq`, `compressed-tensors`, or null for weights in `dtype`. */
  readonly quantization: string | null;
  readonly dtype: 'bfloat16' | 'float16' | 'float32';
  readonly weightBytes: number;
  readonly kvCacheDtype: string;
  readonly kvBytes: number;
  /** Peak of the matrix units for these weights on this GPU. */
  readonly flopsPerS: (gpu: GpuSpec) => number;
}

// Group-wise scales and zero points add about 6 % to a 4-bit weight.
const FOUR_BIT_BYTES = 0.53;
const EIGHT_BIT_BYTES = 1.02;

const DTYPES: Record<string, Precision['dtype']> = {
  auto: 'bfloat16',
  bfloat16: 'bfloat16',
  half: 'float16',
  float16: 'float16',
  float: 'float32',
  float32: 'float32',
};

/**
 * Precision from the flags and, like the real program reads it from the model's configuration, from the model's name
 * ("...-FP8-dynamic", "...-AWQ", "...-w4a16", "...-NVFP4"). Unknown values of the flags are refused earlier.
 */
export function resolvePrecision(
  model: string,
  flags: { dtype: string; quantization: string | null; kvCacheDtype: string },
): Precision {
  const quantization = flags.quantization ?? quantizationInName(model);
  const dtype = DTYPES[flags.dtype] ?? 'bfloat16';
  const wide = dtype === 'float32' ? 4 : 2;
  const family = quantization === null ? null : widthOf(quantization, model);
  const kvBytes = flags.kvCacheDtype === 'auto' ? wide : kvWidth(flags.kvCacheDtype);
  return {
    quantization,
    dtype,
    weightBytes: family === 4 ? FOUR_BIT_BYTES : family === 8 ? EIGHT_BIT_BYTES : wide,
    kvCacheDtype: flags.kvCacheDtype,
    kvBytes,
    flopsPerS: (gpu) =>
      family === 8
        ? (gpu.fp8FlopsPerS ?? gpu.bf16FlopsPerS)
        : dtype === 'float32'
          ? gpu.bf16FlopsPerS / 2
          : gpu.bf16FlopsPerS,
  };
}

function quantizationInName(model: string): string | null {
  const name = model.toLowerCase();
  if (/w4a16|w8a8|fp8-dynamic|-quantized/.test(name)) return 'compressed-tensors';
  if (/nvfp4/.test(name)) return 'modelopt_fp4';
  if (/mxfp4|gpt-oss/.test(name)) return 'mxfp4';
  if (/awq/.test(name)) return 'awq_marlin';
  if (/gptq|int4/.test(name)) return 'gptq_marlin';
  return /fp8|deepseek-?(v3|r1)/.test(name) ? 'fp8' : null;
}

function widthOf(quantization: string, model: string): 4 | 8 {
  if (quantization === 'compressed-tensors') return /w4a16|int4|nvfp4/i.test(model) ? 4 : 8;
  return /awq|gptq|fp4|int4|bitsandbytes|gguf/.test(quantization) ? 4 : 8;
}

function kvWidth(dtype: string): number {
  if (/nvfp4|int4/.test(dtype)) return 0.56;
  return /fp8|int8|turboquant/.test(dtype) ? 1 : 2;
}
