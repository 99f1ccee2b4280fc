import { describe, expect, it } from 'vitest';
import { readCompanions } from './read-companions';

const read = (text: string) => {
  const { companions, problems } = readCompanions({ path: 'values.yaml', sha256: '', text, isCut: false });
  expect(problems).toEqual([]);
  return companions.map(({ id, facts }) => ({
    id,
    facts: Object.fromEntries(facts.map(({ field, value }) => [field.replace('deployment.', ''), value])),
  }));
};

describe('helmServers', () => {
  it("reads the values of vLLM's production stack", () => {
    const [server, ...others] = read(`
servingEngineSpec:
  modelSpec:
    - name: llama
      repository: vllm/vllm-openai
      tag: v0.10.2
      modelURL: org/Model-8B
      replicaCount: 2
      requestGPU: 4
      nodeSelectorTerms:
        - matchExpressions: [{key: nvidia.com/gpu.product, operator: In, values: [NVIDIA-A100-SXM4-80GB]}]
      vllmConfig: {tensorParallelSize: 4, maxModelLen: 16384, enablePrefixCaching: false, extraArgs: [--max-num-seqs, "64"]}
`);
    expect(others).toEqual([]);
    expect(server).toMatchObject({
      id: 'values.yaml',
      facts: {
        model: 'org/Model-8B',
        image: 'vllm/vllm-openai:v0.10.2',
        engineVersion: '0.10.2',
        'hardware.gpu': 'A100-SXM4-80GB',
        'hardware.gpus': 8,
        'topology.tp': 4,
        'topology.pp': 1,
        'topology.replicas': 2,
        'flags.max-model-len': 16_384,
        'flags.enable-prefix-caching': false,
        'flags.max-num-seqs': 64,
      },
    });
  });

  it("reads both sides of llm-d's model service", () => {
    const side = (tensor: number, replicas: number) =>
      `{parallelism: {tensor: ${tensor}}, replicas: ${replicas}, containers: [{args: [--max-model-len, "32000"]}]}`;
    const servers = read(`
modelArtifacts: {uri: hf://org/Model-70B, name: model}
prefill: ${side(1, 4)}
decode: ${side(4, 1)}
`);
    expect(servers).toMatchObject([
      { id: 'values.yaml#prefill', facts: { model: 'org/Model-70B', 'topology.tp': 1, 'topology.replicas': 4 } },
      { id: 'values.yaml#decode', facts: { 'topology.tp': 4, 'hardware.gpus': 4 } },
    ]);
  });

  it('takes values of other charts for none', () => {
    expect(read('servingEngineSpec: {modelSpec: []}\nimage: nginx\n')).toEqual([]);
    expect(read('prefill: {replicas: 2}\nargs: [x]\n')).toEqual([]);
  });
});

describe('a KServe model', () => {
  it('is read for what its predictor says', () => {
    const [server] = read(`
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: {name: llama}
spec:
  predictor:
    model:
      modelFormat: {name: huggingface}
      storageUri: hf://org/Model-8B
      args: [--model_name=llama, --tensor-parallel-size=2]
      resources: {limits: {nvidia.com/gpu: "2"}}
`);
    expect(server?.facts).toMatchObject({ model: 'org/Model-8B', 'topology.tp': 2, 'hardware.gpus': 2 });
  });
});
