import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flagProblem } from './server-flags';

const problem = (name: string, value: string | null, kind: 'serve' | 'throughput' = 'serve') =>
  flagProblem({ name, value }, kind);

describe('flagProblem', () => {
  it.each<[string, string | null]>([
    ['max-num-seqs', '256'],
    ['max-model-len', '32k'],
    ['max-model-len', 'auto'],
    ['gpu-memory-utilization', '0.95'],
    ['kv-cache-dtype', 'fp8_e4m3'],
    ['enforce-eager', null],
    ['no-enable-prefix-caching', null],
    ['tokenizer', 'meta-llama/Llama-3.1-8B'],
    ['speculative-config', '{"method":"ngram","num_speculative_tokens":4}'],
  ])('takes --%s %s', (name, value) => {
    expect(problem(name, value)).toBeNull();
  });

  it.each<[string, string | null, string]>([
    ['max-num-seqs', '256; rm -rf ~', 'takes a whole number'],
    ['max-num-seqs', null, 'needs a value'],
    ['dtype', '$(id)', 'takes one word'],
    ['dtype', '-x', 'takes one word'],
    ['dtype', 'a\nb', 'control character'],
    ['dtype', 'a\u2028b', 'control character'],
    ['enforce-eager', 'true', 'takes no value'],
    ['no-max-num-seqs', null, 'not among the flags'],
    ['tokenizer', '-rf', "takes a model's name"],
    ['speculative-config', '{"method":', 'takes a JSON object'],
    ['speculative-config', '[1]', 'takes a JSON object'],
    ['compilation-config', '{"inductor_compile_config":{"x_module_path":"/tmp/evil.py"}}', 'would load code'],
    ['tensor-parallel-size', '8', 'the topology grid sets it'],
    ['port', '22', 'the job sets it'],
    ['api-key', 'sk-1', 'a secret would stand on the command line'],
    ['middleware', 'os.system', 'not among the flags'],
    ['max-num-batched-token', '1', 'did you mean --max-num-batched-tokens?'],
    ['--max-num-seqs', '1', 'without dashes'],
    ['max_num_seqs', '1', 'without dashes'],
    ['a b', '1', 'is not the name of a flag'],
  ])('refuses --%s %j', (name, value, expected) => {
    expect(problem(name, value)).toContain(expected);
  });

  it('tells a flag of the server from a flag of the engine', () => {
    expect(problem('tool-call-parser', 'hermes')).toBeNull();
    expect(problem('tool-call-parser', 'hermes', 'throughput')).toContain('flag of the server');
    expect(problem('max-num-seqs', '4', 'throughput')).toBeNull();
  });

  it('lets no value through that holds a control character or begins like a flag', () => {
    const names = fc.constantFrom(
      'max-num-seqs',
      'dtype',
      'tokenizer',
      'speculative-config',
      'max-model-len',
      'enforce-eager',
    );
    fc.assert(
      fc.property(names, fc.string({ unit: 'binary' }), (name, value) => {
        if (problem(name, value) !== null) return;
        expect(value).not.toMatch(/\p{Cc}/u);
        expect(value === '-1' || !value.startsWith('-') || /^-\d+$/.test(value)).toBe(true);
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});
