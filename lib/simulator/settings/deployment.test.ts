import { describe, expect, it } from 'vitest';
import { parseServeArguments } from '../cli/serve-arguments';
import { planMemory } from '../engine/memory-plan';
import { gpuUuid } from '../hardware/gpu-identity';
import { planDeployment } from './deployment';
import { readEnvironment } from './environment';
import { FAILURES, parseFailures } from './failures';
import { checkCache, checkFreeMemory, checkWeights, noCacheMemory } from './memory-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

function plan(argv: string[], env: Record<string, string> = {}) {
  const parsed = parseServeArguments(argv, () => '');
  const read = readEnvironment(env);
  if ('problem' in parsed) throw new Error(parsed.problem);
  if ('problem' in read) throw new Error(read.problem);
  return planDeployment(parsed.arguments, read.environment);
}

function deploymentOf(argv: string[], env: Record<string, string> = {}) {
  const planned = plan(argv, env);
  if ('kind' in planned) throw new Error(planned.message);
  return planned.deployment;
}

function refusalOf(argv: string[], env: Record<string, string> = {}): string {
  const planned = plan(argv, env);
  return 'kind' in planned ? `${planned.kind}: ${planned.message}` : '';
}

describe('planDeployment', () => {
  it('takes the defaults of the hardware', () => {
    expect(deploymentOf(['Llama-3.1-8B']).config).toMatchObject({
      maxNumSeqs: 1024,
      maxNumBatchedTokens: 8192,
      maxModelLen: 131_072,
    });
    expect(deploymentOf(['Llama-3.1-8B'], { SIM_GPU: 'A100' }).config).toMatchObject({
      maxNumSeqs: 256,
      maxNumBatchedTokens: 2048,
    });
    expect(deploymentOf(['Llama-3.1-8B'], { SIM_GPU: 'b200' }).config.maxNumBatchedTokens).toBe(16_384);
    expect(
      deploymentOf(['Llama-3.1-8B', '--no-enable-chunked-prefill', '--max-model-len', '9000']).config
        .maxNumBatchedTokens,
    ).toBe(9000);
  });

  it('uses the first visible GPUs', () => {
    expect(deploymentOf(['Llama-3.1-8B', '-tp', '2', '-dp', '2'], { CUDA_VISIBLE_DEVICES: '3,5,6,7' }).gpus).toEqual([
      3, 5, 6, 7,
    ]);
  });

  it('finds the longest context that fits when it may choose', () => {
    const { config } = deploymentOf(['Llama-3.1-70B-FP8', '--max-model-len', 'auto']);
    expect(config.maxModelLen).toBe(planMemory(config).kvCacheTokens);
    expect(deploymentOf(['Llama-3.1-8B', '--max-model-len', 'auto']).config.maxModelLen).toBe(131_072);
  });

  it('guesses the shape of an unknown model from the size in its name, or takes it from another name', () => {
    expect(deploymentOf(['acme/chat-34B']).config.model.params).toBe(34e9);
    expect(deploymentOf(['acme/moe-30B-A3B']).config.model.experts?.perToken).toBe(8);
    expect(deploymentOf(['/models/l70b']).config.model.layers).toBe(80);
    expect(deploymentOf(['/models/mine', '-tp', '8'], { SIM_MODEL: 'Llama-3.1-405B-FP8' }).config.model.layers).toBe(
      126,
    );
  });

  it.each([
    [
      ['acme/nameless'],
      {},
      "OSError: acme/nameless is not a local folder and is not a valid model identifier listed on 'https://huggingface.co/models'",
    ],
    [['; rm -rf ~'], {}, 'OSError: ; rm -rf ~ is not a local folder'],
    [
      ['Llama-3.1-8B', '-tp', '4'],
      { SIM_GPUS: '2' },
      'World size (4) is larger than the number of available GPUs (2) in this node. If this is intentional and you are using:\n- ray,',
    ],
    [['Llama-3.1-8B', '-tp', '4', '-pp', '4'], {}, 'World size (16) is larger than the number of available GPUs (8)'],
    [['Llama-3.1-8B', '-tp', '2', '-dp', '8'], {}, 'DP adjusted local rank 8 is out of bounds.'],
    [['Llama-3.1-8B'], { SIM_GPUS: '0' }, 'Failed to infer device type'],
    [
      ['Llama-3.1-8B', '-tp', '3'],
      {},
      'Total number of attention heads (32) must be divisible by tensor parallel size (3).',
    ],
    [
      ['Qwen3-8B', '--max-model-len', '100k'],
      {},
      'User-specified max_model_len (100000) is greater than the derived max_model_len (max_position_embeddings=40960',
    ],
    [['Llama-3.1-8B', '-tp', '2', '-dcp', '4'], {}, 'tp_size=2 must be divisible by dcp_size=4.'],
    [['Llama-3.1-8B', '-pcp', '2', '-dp', '2'], {}, 'prefill context parallel'],
    [['Llama-3.1-8B', '--nnodes', '2'], {}, 'the simulator is one node'],
    [['Llama-3.1-8B', '--gpu-memory-utilization', '1.5'], {}, 'GPU memory utilization must be less than 1.0. Got 1.5.'],
    [
      ['Llama-3.1-8B', '--no-enable-chunked-prefill', '--max-num-batched-tokens', '2048'],
      {},
      'max_num_batched_tokens (2048) is smaller than max_model_len (131072)',
    ],
    [['Llama-3.1-8B', '--max-num-batched-tokens', '100'], {}, 'must be greater than or equal to max_num_seqs (1024)'],
    [['Llama-3.1-8B', '-tp', '0'], {}, 'tensor_parallel_size must be at least 1'],
  ])('refuses %j with %j', (argv, env, words) => {
    expect(refusalOf(argv, env as Record<string, string>)).toContain(words);
  });

  it('lets the environment allow a longer context', () => {
    expect(
      deploymentOf(['Qwen3-8B', '--max-model-len', '100k'], { VLLM_ALLOW_LONG_MAX_MODEL_LEN: '1' }).config.maxModelLen,
    ).toBe(100_000);
  });
});

describe('the checks of memory', () => {
  it('say that weights do not fit', () => {
    const { config } = deploymentOf(['Llama-3.1-70B']);
    expect(checkWeights(config)?.message).toMatch(/^CUDA out of memory\. .*total capacity of 79\.65 GiB/);
    expect(checkWeights(deploymentOf(['Llama-3.1-70B', '-tp', '2']).config)).toBeNull();
  });

  it('say that nothing is left for the cache', () => {
    const { config } = deploymentOf(['Llama-3.1-70B', '-tp', '2', '--gpu-memory-utilization', '0.5']);
    const problem = checkCache(config, planMemory(config));
    expect(problem).toEqual(noCacheMemory());
  });

  it('say how long a context would fit', () => {
    const { config } = deploymentOf(['Llama-3.1-70B-FP8']);
    const tokens = planMemory(config).kvCacheTokens;
    expect(checkCache(config, planMemory(config))?.message).toContain(
      `the estimated maximum model length is ${tokens}.`,
    );
    expect(
      checkCache(deploymentOf(['Llama-3.1-70B-FP8', '--max-model-len', String(tokens)]).config, planMemory(config)),
    ).toBeNull();
  });

  it('see what others hold', () => {
    const { config, gpus } = deploymentOf(['Llama-3.1-8B', '-tp', '2']);
    expect(checkFreeMemory(config, gpus, new Map())).toBeNull();
    expect(checkFreeMemory(config, gpus, new Map([[1, 75_000]]))?.message).toContain(
      'Free memory on device cuda:1 (6.41/79.65 GiB) on startup is less than desired GPU memory utilization (0.92, 73.28 GiB).',
    );
  });
});

describe('parseFailures', () => {
  it('reads a list, and nothing from nothing', () => {
    expect(parseFailures('slow-start:2.5, oom')).toEqual({
      failures: new Map([
        ['slow-start', 2.5],
        ['oom', 0],
      ]),
    });
    expect(parseFailures(undefined)).toEqual({ failures: new Map() });
  });

  it.each(['explode', 'slow-start', 'slow-start:soon', 'oom:3', 'crash-after:-1'])('refuses %s', (text) => {
    expect(parseFailures(text)).toHaveProperty('problem');
  });

  it('has each of its failures in the table of the README, with the same words', () => {
    const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| `([a-z-]+)(?::([A-Z]+))?` +\| (.*?) +\|$/gm)].map(
      ([, name, unit, summary]) => [name, unit?.toLowerCase() ?? null, summary],
    );
    expect(rows.filter(([name]) => typeof name === 'string' && Object.hasOwn(FAILURES, name))).toEqual(
      Object.entries(FAILURES).map(([name, { unit, summary }]) => [name, unit, summary]),
    );
  });
});

describe('readEnvironment', () => {
  it.each([
    { SIM_GPU: 'H999' },
    { SIM_GPUS: '-1' },
    { SIM_GPUS: 'many' },
    { SIM_NOISE: '2' },
    { SIM_STARTUP_S: 'x' },
    { SIM_FAIL: 'x' },
  ])('refuses %j', (env) => {
    expect(readEnvironment(env)).toHaveProperty('problem');
  });

  it('takes CUDA_VISIBLE_DEVICES up to the first GPU there is not', () => {
    const visible = (list: string) => {
      const read = readEnvironment({ CUDA_VISIBLE_DEVICES: list, SIM_GPUS: '4' });
      return 'environment' in read ? read.environment.visibleGpus : null;
    };
    expect(visible('2,0')).toEqual([2, 0]);
    expect(visible('1,9,2')).toEqual([1]);
    expect(visible(`${gpuUuid(3)},1`)).toEqual([3, 1]);
    expect(visible('')).toEqual([]);
  });
});
