import { describe, expect, it } from 'vitest';
import { referenceText } from '@/lib/testing/reference-files';
import { toPythonRepr } from '@/lib/vllm/arguments/flag-values';
import { SERVE_FLAGS } from '@/lib/vllm/arguments/serve-flags';
import { parseServeArguments } from './cli/serve-arguments';
import { noCacheMemory } from './settings/memory-check';
import { logPatterns } from './testing/log-patterns';
import { parsePrometheus } from './testing/prometheus-text';
import { servedMetrics } from './testing/served-metrics';

const serverSample = (name: string) => referenceText(`vllm/server/${name}`);

function parse(argv: string[]) {
  const parsed = parseServeArguments(argv, () => '');
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.arguments;
}

describe('parseServeArguments', () => {
  it('refuses an unknown flag in the very words of the real program', () => {
    const real = serverSample('vllm_serve_unrecognized_argument_v0.25.1.log');
    const parsed = parseServeArguments(['m', '--no-such-flag', '3'], () => '');
    expect(real).toContain('problem' in parsed ? parsed.problem.trimEnd() : 'a refusal');
  });

  it('names what differs from the defaults as the real log does', () => {
    const log = serverSample('vllm_serve_v0.13rc_tp2_qwen3-14b.log');
    const args = parse([
      'RedHatAI/Qwen3-14B-FP8-dynamic',
      '--host',
      '127.0.0.1',
      '--trust-remote-code',
      '--max-model-len',
      '32000',
      '-tp',
      '2',
      '--gpu-memory-utilization',
      '0.98',
      '--max-num-seqs',
      '64',
      '--port',
      '8000',
      '-dp',
      '1',
    ]);
    const line = /non-default args: \{(.*)\}/.exec(log)?.[1] ?? '';
    const pairs = (text: string) => text.split(/, (?=')/).sort();
    expect(pairs(toPythonRepr(args.nonDefaults(SERVE_FLAGS)).slice(1, -1))).toEqual(pairs(line));
  });
});

describe('noCacheMemory', () => {
  it('has the very words of the real program', () => {
    expect(serverSample('vllm_serve_no_kv_cache_memory_v0.25.1.log')).toContain(
      `ValueError: ${noCacheMemory().message}`,
    );
  });
});

describe('the patterns the simulated log is held to', () => {
  it('are all found in real logs', () => {
    const real = ['vllm_serve_v0.13rc_tp2_qwen3-14b.log', 'vllm_serve_no_kv_cache_memory_v0.25.1.log'].map(
      serverSample,
    );
    for (const pattern of logPatterns) {
      expect([pattern, real.some((log) => pattern.test(log))]).toEqual([pattern, true]);
    }
  });
});

describe('EngineMetrics', () => {
  it('has no family the real server does not have, and the same types and bounds', () => {
    const real = parsePrometheus(serverSample('metrics_v0.25.1_loaded.txt'));
    const bounds = (samples: Map<string, number>) =>
      new Set([...samples.keys()].flatMap((key) => /le="([^"]+)"/.exec(key)?.[1] ?? []));
    for (const [name, family] of servedMetrics()) {
      if (name === 'kneepoint_simulator_info') continue;
      expect([name, real.get(name)?.type]).toEqual([name, family.type]);
      expect([name, bounds(family.samples)]).toEqual([
        name,
        bounds(real.get(name)?.samples ?? new Map<string, number>()),
      ]);
    }
  });

  it('carries the labels of the real server', () => {
    const labels = (families: ReturnType<typeof parsePrometheus>, name: string) =>
      [...(families.get(name)?.samples.keys() ?? [])].map((key) =>
        [...key.matchAll(/([a-z_]+)=/g)].map(([, label]) => label),
      )[0];
    const real = parsePrometheus(serverSample('metrics_v0.25.1_loaded.txt'));
    for (const name of [
      'vllm:num_requests_waiting_by_reason',
      'vllm:request_success_total',
      'vllm:kv_cache_usage_perc',
    ]) {
      expect(labels(servedMetrics(), name)).toEqual(labels(real, name));
    }
    const ours = labels(servedMetrics(), 'vllm:cache_config_info') ?? [];
    expect(labels(real, 'vllm:cache_config_info')).toEqual(expect.arrayContaining(ours));
  });
});
