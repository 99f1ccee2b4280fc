import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCompanions } from './read-companions';

const read = (path: string, text: string) => readCompanions({ path, sha256: '', text, isCut: false });
function factsOf(path: string, text: string): Record<string, unknown> {
  const { companions, problems } = read(path, text);
  expect([companions.length, problems]).toEqual([1, []]);
  return Object.fromEntries(companions[0]!.facts.map(({ field, value }) => [field.replace('deployment.', ''), value]));
}
const sizes = (facts: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(facts).filter(([field]) => /topology|hardware/.test(field)));

const deployment = (replicas: number, gpus: number, args: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: llama}
spec:
  replicas: ${replicas}
  template:
    spec:
      nodeSelector: {nvidia.com/gpu.product: NVIDIA-H100-80GB-HBM3}
      containers:
        - name: proxy
          image: nginx
        - name: vllm
          image: vllm/vllm-openai:v0.9.2
          args: [${args}]
          env: [{name: HF_TOKEN, value: hf_abcdefghijklmnop}]
          resources: {limits: {nvidia.com/gpu: "${gpus}"}}
---
apiVersion: v1
kind: Secret
metadata: {name: s}
data: {token: c2VjcmV0}
`;

describe('readCompanions', () => {
  it('reads a Deployment: image, node, GPUs and arguments', () => {
    expect(factsOf('vllm.yaml', deployment(1, 8, '--model, m/x, -tp, "4", -pp, "2", --max-num-seqs=64'))).toEqual({
      engine: 'vllm',
      engineVersion: '0.9.2',
      image: 'vllm/vllm-openai:v0.9.2',
      model: 'm/x',
      'hardware.gpu': 'H100-80GB-HBM3',
      'hardware.gpus': 8,
      'hardware.gpusPerNode': 8,
      'hardware.nodes': 1,
      'topology.tp': 4,
      'topology.pp': 2,
      'topology.dp': 1,
      'topology.replicas': 1,
      'flags.max-num-seqs': 64,
    });
  });

  it('takes pods that hold a server each for replicas, and pods that hold one together for nodes', () => {
    expect(sizes(factsOf('a.yaml', deployment(3, 4, 'm/x, -tp, "4"')))).toMatchObject({
      'topology.replicas': 3,
      'hardware.gpus': 12,
    });
    expect(sizes(factsOf('a.yaml', deployment(2, 8, 'm/x, -tp, "8", -pp, "2"')))).toMatchObject({
      'topology.replicas': 1,
      'hardware.gpus': 16,
      'hardware.nodes': 2,
      'hardware.gpusPerNode': 8,
    });
    expect(sizes(factsOf('a.yaml', deployment(2, 8, 'm/x, -tp, "2"')))['topology.replicas']).toBeUndefined();
  });

  it('reads a LeaderWorkerSet by its leader, script included', () => {
    const text = `
apiVersion: leaderworkerset.x-k8s.io/v1
kind: LeaderWorkerSet
metadata: {name: vllm}
spec:
  replicas: 2
  leaderWorkerTemplate:
    size: 2
    leaderTemplate:
      spec:
        containers:
          - name: leader
            image: docker.io/vllm/vllm-openai:latest
            command:
              - sh
              - -c
              - "bash multi-node-serving.sh leader --ray_cluster_size=$(LWS_GROUP_SIZE);
                 python3 -m vllm.entrypoints.openai.api_server --port 8080 --model meta-llama/Llama-3.1-405B --tensor-parallel-size 8 --pipeline_parallel_size 2"
            resources: {limits: {nvidia.com/gpu: "8"}}
    workerTemplate:
      spec:
        containers: [{name: worker, image: vllm/vllm-openai, command: [sh, -c, "bash multi-node-serving.sh worker"]}]
`;
    expect(sizes(factsOf('lws.yaml', text))).toEqual({
      'topology.tp': 8,
      'topology.pp': 2,
      'topology.dp': 1,
      'topology.replicas': 2,
      'hardware.gpus': 32,
      'hardware.nodes': 4,
      'hardware.gpusPerNode': 8,
    });
  });

  it('reads a compose file', () => {
    const text = `
services:
  db: {image: postgres}
  vllm:
    image: vllm/vllm-openai:v0.10.0
    command: --model m/x --tensor-parallel-size 2 --api-key sk-abcdefghijkl
    environment: ["HUGGING_FACE_HUB_TOKEN=hf_abcdefghijklmnop", "VLLM_ATTENTION_BACKEND=FLASH_ATTN"]
    deploy: {resources: {reservations: {devices: [{driver: nvidia, count: 2, capabilities: [gpu]}]}}}
`;
    expect(factsOf('compose.yaml', text)).toMatchObject({
      engineVersion: '0.10.0',
      'topology.tp': 2,
      'hardware.gpus': 2,
      'flags.attention-backend': 'FLASH_ATTN',
    });
  });

  it('reads a file for --config, which need not say everything', () => {
    const facts = factsOf(
      'vllm.yaml',
      'model: m/x\ntensor_parallel_size: 4\nenable-prefix-caching: false\nquantization: fp8\n',
    );
    expect(facts).toMatchObject({
      model: 'm/x',
      'topology.tp': 4,
      'flags.enable-prefix-caching': false,
      precision: 'fp8',
    });
    expect(facts['topology.pp']).toBeUndefined();
  });

  it('reads the commands of vLLM’s CI: server, client and GPU', () => {
    const text = JSON.stringify({
      server_command: 'python3 -m vllm.entrypoints.openai.api_server --model=m/x --tensor-parallel-size=4 --dtype=auto',
      client_command:
        'vllm bench serve --dataset-name=random --random-input-len 1024 --random-output-len=128 --ignore-eos --max-concurrency 8 --result-dir x',
      gpu_type: 'NVIDIA A100-SXM4-80GB',
    });
    expect(factsOf('serving_llama.commands', text)).toMatchObject({
      'topology.tp': 4,
      'topology.pp': 1,
      'hardware.gpu': 'NVIDIA A100-SXM4-80GB',
      'workload.dataset': 'random',
      'workload.isl': 1024,
      'workload.osl': 128,
      'workload.ignoreEos': true,
      'load.maxConcurrency': 8,
    });
  });

  it('says what vLLM takes by default where all arguments are there, and nothing where one of them is not known', () => {
    expect(sizes(factsOf('run.sh', 'vllm serve m/x --max-num-seqs 8'))).toEqual({
      'topology.tp': 1,
      'topology.pp': 1,
      'topology.dp': 1,
    });
    expect(sizes(factsOf('run.sh', 'vllm serve m/x --tensor-parallel-size $TP'))).toEqual({
      'topology.pp': 1,
      'topology.dp': 1,
    });
    expect(sizes(factsOf('run.sh', 'vllm serve m/x --config a.yaml -tp 2'))).toEqual({ 'topology.tp': 2 });
  });

  it('takes experts for spread over the ranks there are', () => {
    const facts = factsOf('run.sh', 'vllm serve m/x -tp 2 -dp 4 --enable-expert-parallel');
    expect(facts['topology.ep']).toBe(8);
  });

  it('keeps several servers of one file apart by their names', () => {
    const { companions } = read(
      'all.yaml',
      `${deployment(1, 4, 'm/x, -tp, "4"')}\n---\n${deployment(1, 8, 'm/x, -tp, "8"')}`,
    );
    expect(companions.map(({ id }) => id)).toEqual(['all.yaml#llama', 'all.yaml#llama 2']);
  });

  const secrets = ['sk-secretsecretsecret', 'hf_secretsecretsecret', 'Bearer secret', 'secret-password'];
  it.each([
    [
      'a command',
      'HF_TOKEN=hf_secretsecretsecret vllm serve m/x -tp 2 --api-key sk-secretsecretsecret --hf-token hf_secretsecretsecret --middleware secret-password --my-key secret-password',
    ],
    [
      'a container',
      'docker run -e HF_TOKEN=hf_secretsecretsecret --env "AUTH=Bearer secret" vllm/vllm-openai:v1.0 --model m/x -tp 2 --api-key=sk-secretsecretsecret',
    ],
    [
      'JSON in a flag',
      `vllm serve m/x -tp 2 --speculative-config '{"method": "mtp", "api_key": "sk-secretsecretsecret", "model": "hf_secretsecretsecret"}' --model-loader-extra-config '{"a": "secret-password"}'`,
    ],
    [
      'an address',
      'vllm serve https://user:secret-password@host/m -tp 2 --kv-transfer-config \'{"kv_connector": "NixlConnector", "kv_ip": "secret-password"}\'',
    ],
    ['a flag that cannot be read', 'vllm serve m/x --tensor-parallel-size sk-secretsecretsecret -pp 2'],
    [
      'a log',
      "vLLM API server version 0.9.2\nnon-default args: {'model': 'm/x', 'tensor_parallel_size': 2, 'api_key': ['sk-secretsecretsecret'], 'hf_token': 'hf_secretsecretsecret', 'chat_template': 'secret-password'}",
    ],
    [
      'a spec',
      'resourceProfile: nvidia-gpu-l4:2\nurl: hf://m/x\nenv: {HF_TOKEN: hf_secretsecretsecret, VLLM_ATTENTION_BACKEND: secret-password}\nargs: [--api-key=sk-secretsecretsecret]',
    ],
    [
      'notes',
      '{"model": "m/x", "gpu": "L4", "tp": 2, "api_key": "sk-secretsecretsecret", "extra_vllm_args": "--api-key sk-secretsecretsecret"}',
    ],
    ['a spec that is broken', 'kind: Model\napiVersion: "kubeai.org/v1"\nspec: {env: {A: hf_secretsecretsecret}\nx: ['],
  ])('lets no secret out of %s', (what, text) => {
    const path = /spec/.test(what) ? 'a.yaml' : what === 'notes' ? 'meta.json' : 'run.txt';
    const told = JSON.stringify(read(path, text));
    expect(told.length).toBeGreaterThan(40);
    for (const secret of secrets) expect(told).not.toContain(secret);
  });

  it('refuses YAML that unfolds without end or nests too deep, in a sentence', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...'bcdefghij'
        .split('')
        .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[index]}`).join(', ')}]`),
    ].join('\n');
    expect(read('a.yaml', bomb).problems[0]?.message).toMatch(/a\.yaml: expected a spec .* aliases that unfold/);
    expect(read('a.yaml', `args: ${'['.repeat(100_000)}`).problems).toHaveLength(1);
  });

  it.each([
    ['a.yaml', 'just: [some, yaml]\nother: 1'],
    ['README.md', 'Use vllm serve to start the server, and docker run to start a container.'],
    ['notes.json', '{"point": "c16", "start": 1783056078}'],
    ['a.json', '{"tensor_parallel_size":'],
    ['empty.yaml', ''],
    ['values.yaml', '{{- if .Values.x }}\na: [{{ .Values.y }}\n{{- end }}'],
  ])('takes nothing from %s with %j', (path, text) => {
    expect(read(path, text)).toEqual({ companions: [], problems: [] });
  });

  it('never throws, whatever the text', () => {
    const pieces = fc.constantFrom(
      'kind: Deployment\n',
      'apiVersion: v1\n',
      'spec:\n',
      '  containers:\n',
      '- args: [',
      'resourceProfile: a:8\n',
      '&a ',
      '*a',
      '{',
      '"',
      'vllm serve ',
      '-tp 2',
      '\n',
      '<<: *a\n',
      'services:\n',
      '!!js/function ',
      'non-default args: {',
    );
    fc.assert(
      fc.property(
        fc.constantFrom('a.yaml', 'a.json', 'a.txt'),
        fc.array(fc.oneof(pieces, fc.string())),
        (path, parts) => {
          expect(read(path, parts.join(''))).toHaveProperty('companions');
        },
      ),
      { seed: 9, numRuns: 300 },
    );
  });
});
