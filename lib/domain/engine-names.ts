const spellings = new Map([
  ['vllm', 'vLLM'],
  ['sglang', 'SGLang'],
  ['sgl', 'SGLang'],
  ['trt', 'TensorRT-LLM'],
  ['trtllm', 'TensorRT-LLM'],
  ['tensorrtllm', 'TensorRT-LLM'],
  ['tgi', 'TGI'],
  ['lmdeploy', 'LMDeploy'],
  ['llamacpp', 'llama.cpp'],
]);

/** An engine's name as its project writes it; one nobody knows comes back as it is. */
export function canonicalEngine(engine: string): string {
  return spellings.get(engine.toLowerCase().replace(/[^a-z0-9]/g, '')) ?? engine;
}
