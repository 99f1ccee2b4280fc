import { describe, expect, it } from 'vitest';
import { localEnvironment } from './local-environment';

describe('localEnvironment', () => {
  it('passes what programs need, and nothing of Kneepoint or of anybody else', () => {
    const environment = {
      PATH: '/bin',
      HOME: '/root',
      CUDA_VISIBLE_DEVICES: '0,1',
      HF_HOME: '/cache',
      VLLM_USE_V1: '1',
      KNEEPOINT_TOKEN: 'x',
      DATABASE_URL: 'postgres://u:p@h/d',
      AWS_SECRET_ACCESS_KEY: 'x',
      HF_TOKEN: 'hf_x',
      VLLM_API_KEY: 'x',
      NODE_OPTIONS: '--inspect',
      UNSET: undefined,
    };
    expect(localEnvironment(environment)).toEqual({
      PATH: '/bin',
      HOME: '/root',
      CUDA_VISIBLE_DEVICES: '0,1',
      HF_HOME: '/cache',
      VLLM_USE_V1: '1',
    });
  });
});
