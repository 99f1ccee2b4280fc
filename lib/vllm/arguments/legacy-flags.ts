import type { FlagSpec } from './argument-parser';

const names: Readonly<Record<'once' | 'int' | 'float' | 'str' | 'loads', string>> = {
  once: `use-v2-block-manager worker-use-ray enable-reasoning full-cuda-graph
    multi-step-stream-outputs disable-async-output-proc`,
  int: `num-scheduler-steps max-seq-len-to-capture max-context-len-to-capture num-speculative-tokens
    tokenizer-pool-size num-lookahead-slots ngram-prompt-lookup-max ngram-prompt-lookup-min
    speculative-draft-tensor-parallel-size speculative-max-model-len max-paddings`,
  float: 'swap-space scheduler-delay-factor rope-theta',
  str: `speculative-model guided-decoding-backend preemption-mode device task quantization-param-path
    speculative-model-quantization tokenizer-pool-type`,
  loads: 'rope-scaling',
};

/** Flags of older versions of `vllm serve` that newer ones no longer know. */
export const LEGACY_FLAGS: readonly FlagSpec[] = (Object.keys(names) as (keyof typeof names)[]).flatMap((kind) =>
  names[kind].split(/\s+/).map((name) => ({ name, kind })),
);
