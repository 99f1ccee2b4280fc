import type { BenchServeOptions } from './options';
import type { Sample } from './prompts/sample';

/**
 * The JSON body of one request, with the fields and in the precedence of vLLM's client: sampling parameters, then
 * `--extra-body`, win over all else.
 */
export function buildRequestBody(options: BenchServeOptions, model: string, sample: Sample): Buffer {
  const body: Record<string, unknown> = {
    model,
    ...(options.backend === 'openai-chat' ? chatFields(options, sample) : completionFields(options, sample)),
    stream: true,
    stream_options: { include_usage: true },
    ...(options.ignoreEos ? { ignore_eos: true } : {}),
    ...options.sampling,
    ...options.extraBody,
  };
  return Buffer.from(JSON.stringify(body));
}

const completionFields = ({ logprobs }: BenchServeOptions, { prompt, outputTokens }: Sample) => ({
  prompt,
  repetition_penalty: 1,
  max_tokens: outputTokens,
  ...(logprobs === null ? {} : { logprobs }),
});

const chatFields = ({ logprobs }: BenchServeOptions, { prompt, outputTokens }: Sample) => ({
  messages: typeof prompt === 'string' ? [{ role: 'user', content: [{ type: 'text', text: prompt }] }] : prompt,
  max_completion_tokens: outputTokens,
  ...(logprobs === null ? {} : { logprobs: true, top_logprobs: logprobs }),
});

/** The body of a short unmeasured request, for the server's count of a prompt's tokens. */
export function buildMeteringBody(options: BenchServeOptions, model: string, prompt: string): unknown {
  const {
    stream: _stream,
    stream_options: _streamOptions,
    ...body
  } = JSON.parse(
    buildRequestBody(options, model, { prompt, promptTokens: 0, outputTokens: 1 }).toString('utf8'),
  ) as Record<string, unknown>;
  return body;
}
