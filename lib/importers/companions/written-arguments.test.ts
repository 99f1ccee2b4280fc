import { describe, expect, it } from 'vitest';
import { readCompanions } from './read-companions';

/** What the one companion in a text states, by field. */
function factsOf(path: string, text: string): Record<string, unknown> {
  const { companions, problems } = readCompanions({ path, sha256: '', text, isCut: false });
  expect([companions.length, problems]).toEqual([1, []]);
  return Object.fromEntries(companions[0]!.facts.map(({ field, value }) => [field.replace('deployment.', ''), value]));
}

const pod = (env: string) => `
apiVersion: v1
kind: Pod
metadata: {name: vllm}
spec:
  containers:
    - name: vllm
      image: vllm/vllm-openai:v0.9.2
      command: [sh, -c]
      args: ["exec vllm serve $VLLM_ARGS"]
      env: [${env}]
      resources: {limits: {nvidia.com/gpu: 4}}
`;

describe('arguments that are not all written out', () => {
  it('puts the environment of a container in place of its names', () => {
    const withArgs = pod('{name: VLLM_ARGS, value: "m/x -tp 4"}');
    expect(factsOf('vllm.yaml', withArgs)).toMatchObject({ model: 'm/x', 'topology.tp': 4, 'topology.pp': 1 });
    // What is not known is not taken for vLLM's default.
    expect(factsOf('vllm.yaml', pod('{name: HF_TOKEN, value: hf_abcdefghijklmnop}'))).not.toHaveProperty('topology.tp');
  });

  it('puts the variables of a script in place of their names', () => {
    const script = 'MODEL=m/x\nTP=4\nvllm serve "$MODEL" -tp $TP $MORE &\nfor N in 1 2; do true; done';
    expect(factsOf('run.sh', script)).toMatchObject({ model: 'm/x', 'topology.tp': 4 });
    expect(factsOf('run.sh', script)).not.toHaveProperty('topology.pp');
    expect(factsOf('run.sh', 'for TP in 1 2; do vllm serve m/x -tp $TP; done')).not.toHaveProperty('topology.tp');
  });

  it.each([
    ['compose.yaml', 'services: {v: {image: my/vllm:1, environment: {VLLM_ARGS: "--model m/x -tp 2"}}}'],
    ['compose.yaml', 'services: {v: {image: i, command: "sh -c \'vllm serve $$A\'", environment: ["A=m/x -tp 2"]}}'],
    ['vllm.env', 'VLLM_ARGS="--model m/x -tp 2"\nHF_TOKEN=hf_abcdefghijklmnop\n'],
    ['run.ps1', 'PS C:\\> docker run --gpus all `\n  vllm/vllm-openai:v0.9.2 `\n  --model m/x -tp 2'],
  ])('finds arguments in %s: %j', (path, text) => {
    expect(factsOf(path, text)).toMatchObject({ model: 'm/x', 'topology.tp': 2 });
  });

  it('takes of client commands what all of them say of the workload, and no load', () => {
    const command = (rest: string) =>
      `vllm bench serve --model m/x --dataset-name random --random-input-len 2048 ${rest} --max-concurrency 8`;
    const script = `N=256\n${command('--random-output-len $N')}\n${command('--random-output-len 128')}`;
    expect(factsOf('run.sh', script)).toEqual({ 'workload.dataset': 'random', 'workload.isl': 2048 });
    expect(factsOf('run.sh', script.split('\n').slice(0, 2).join('\n'))).toMatchObject({ 'workload.osl': 256 });
  });

  it('knows the GPU a job script asks Slurm for', () => {
    const script = '#!/bin/bash\n#SBATCH --nodes=2\n#SBATCH --gres=gpu:h100:8\nsrun vllm serve m/x -tp 8 -pp 2\n';
    expect(factsOf('job.sh', script)).toMatchObject({ 'hardware.gpu': 'H100', 'topology.tp': 8, 'topology.pp': 2 });
  });
});
