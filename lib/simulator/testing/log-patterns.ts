/** What readers of vLLM's log look for; the real logs have all of it, and so has the simulator's. */
export const logPatterns: readonly RegExp[] = [
  /\(APIServer pid=\d+\).* INFO \d\d-\d\d \d\d:\d\d:\d\d \[[a-z_]+\.py:\d+\] /,
  /█ {2}version (\S+)/,
  /█ {2}model {3}(\S+)/,
  /non-default args: \{'model_tag': '([^']+)'.*'max_model_len': (\d+)/,
  /Resolved architecture: (\w+)/,
  /Using max model len (\d+)/,
  /Chunked prefill is enabled with max_num_batched_tokens=(\d+)\./,
  /\(EngineCore(?:_DP\d+)? pid=\d+\).*Initializing a V1 LLM engine \(v(\S+)\) with config: model='([^']+)'.* dtype=torch\.(\w+), max_seq_len=(\d+).* tensor_parallel_size=(\d+), pipeline_parallel_size=(\d+), data_parallel_size=(\d+).* quantization=([^,]+).* enforce_eager=(\w+).* kv_cache_dtype=(\w+).* seed=(\d+), served_model_name=([^,]+), enable_prefix_caching=(\w+), enable_chunked_prefill=(\w+)/,
  /rank (\d+) in world size (\d+) is assigned as DP rank (\d+), PP rank (\d+), PCP rank (\d+), TP rank (\d+), EP rank (\S+)/,
  /\(Worker_(?:DP\d_)?TP0 pid=\d+\).*Starting to load model \S+\.\.\./,
  /Loading weights took ([\d.]+) seconds/,
  /Model loading took ([\d.]+) GiB memory and ([\d.]+) seconds/,
  /Available KV cache memory: ([\d.]+) GiB/,
  /GPU KV cache size: ([\d,]+) tokens/,
  /Maximum concurrency for ([\d,]+) tokens per request: ([\d.]+)x/,
  /Graph capturing finished in (\d+) secs, took ([\d.]+) GiB/,
];
