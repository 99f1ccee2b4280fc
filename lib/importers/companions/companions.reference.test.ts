import { describe, expect, it } from 'vitest';
import { referenceText } from '@/lib/testing/reference-files';
import type { Companion } from './companion';
import { readCompanions } from './read-companions';

function read(path: string): Companion {
  const { companions, problems } = readCompanions({ path, sha256: '', text: referenceText(path), isCut: false });
  expect(problems).toEqual([]);
  expect(companions).toHaveLength(1);
  return companions[0]!;
}
const factsOf = (path: string) => Object.fromEntries(read(path).facts.map(({ field, value }) => [field, value]));

describe('readCompanions', () => {
  it.each([
    ['pp4-tp2', 2, 4],
    ['pp2-tp4', 4, 2],
  ])('reads the KubeAI spec of story 1, %s', (name, tp, pp) => {
    const path = `stories/kubeai-llama70b-fp8-8xL4-${name}.model-spec.yaml`;
    expect(read(path).kind).toBe('kubeai-model');
    expect(factsOf(path)).toEqual({
      'deployment.model': 'neuralmagic/Meta-Llama-3.1-70B-Instruct-FP8',
      'deployment.engine': 'vllm',
      'deployment.kvCacheDtype': 'fp8',
      'deployment.topology.tp': tp,
      'deployment.topology.pp': pp,
      'deployment.topology.dp': 1,
      'deployment.hardware.gpu': 'L4',
      'deployment.hardware.gpus': 8,
      'deployment.hardware.gpusPerNode': 8,
      'deployment.hardware.nodes': 1,
      'deployment.flags.attention-backend': 'FLASHINFER',
      'deployment.flags.enable-chunked-prefill': false,
      'deployment.flags.enable-prefix-caching': true,
      'deployment.flags.enforce-eager': true,
      'deployment.flags.gpu-memory-utilization': 0.9,
      'deployment.flags.max-model-len': 32_768,
      'deployment.flags.max-num-batched-tokens': 32_768,
      'deployment.flags.max-num-seqs': 512,
    });
  });

  it('reads a server log: topology, version, KV cache and memory', () => {
    const path = 'vllm/server/vllm_serve_v0.13rc_tp2_qwen3-14b.log';
    expect(read(path).kind).toBe('server-log');
    expect(factsOf(path)).toMatchObject({
      'deployment.engineVersion': '0.13.0rc2.dev112+g763963aa7.d20251213',
      'deployment.model': 'RedHatAI/Qwen3-14B-FP8-dynamic',
      'deployment.topology.tp': 2,
      'deployment.topology.pp': 1,
      'deployment.topology.dp': 1,
      'deployment.flags.max-model-len': 32_000,
      'deployment.flags.max-num-seqs': 64,
      'extra.server.kvCacheTokens': 294_752,
      'extra.server.maxConcurrency': 9.21,
      'extra.server.modelMemoryGib': 7.8555,
      'extra.server.kvCacheMemoryGib': 22.49,
    });
  });

  it('reads a meta.json with a nested block of flags and arguments as text', () => {
    const path = 'vllm/serve/2026-08_specdecode_nemotron-super_sharegpt.meta.json';
    expect(read(path)).toMatchObject({ kind: 'metadata', servedAs: ['nemotron-3-super'] });
    const facts = factsOf(path);
    expect(facts).toMatchObject({
      'deployment.model': 'nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-NVFP4',
      'deployment.engine': 'vllm',
      'deployment.engineVersion': '0.26.0',
      'deployment.image': 'vllm/vllm-openai:v0.26.0-aarch64-cu129-ubuntu2404',
      'deployment.hardware.gpu': 'GB10',
      'deployment.kvCacheDtype': 'fp8',
      'deployment.flags.max-model-len': 131_072,
      'deployment.flags.enable-prefix-caching': false,
      'deployment.flags.max-num-seqs': 20,
      'deployment.flags.moe-backend': 'marlin',
      'evidence.speculative': true,
    });
    expect(facts['deployment.flags.speculative-config']).toBe(
      '{"method":"mtp","moe_backend":"triton","num_speculative_tokens":3}',
    );
    expect(facts['deployment.topology.tp']).toBeUndefined();
  });

  it.each([
    'aiperf/anud18_5090_agent_c16_meta.json',
    'llm-d-benchmark/br_v0_1_example.yaml',
    'inference-perf/v0_5_0-clean-two-stage-run/config.yaml',
    'vllm/text/2024_vllm_v0.6_many_blocks.txt',
    'vllm/serve/bench_serve_v0.25.1.json',
    'vllm/sweep_v0.25.1/SERVE--max_num_seqs=4-BENCH--max_concurrency=2-num_prompts=8/run=0.json',
    'llmperf/groq_70b_summary.json',
    'inferencex/agg/agg_kimik2.5_1k1k_int4_vllm_tp8_spec-mtp_conc4.json',
    'inferencex/foreign/kimi_b1_sglang__conc8.json',
    'vllm/server/metrics_v0.25.1_loaded.txt',
  ])('takes nothing from %s', (path) => {
    expect(readCompanions({ path, sha256: '', text: referenceText(path), isCut: false })).toEqual({
      companions: [],
      problems: [],
    });
  });
});
