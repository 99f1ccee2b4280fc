import { z } from 'zod';
import { renderChat } from '../tokens/chat-template';
import { isToken, tokenize } from '../tokens/vocabulary';
import { badRequest } from './http-exchange';

const shared = {
  model: z.string().nullish(),
  stream: z.boolean().nullish(),
  stream_options: z
    .object({ include_usage: z.boolean().nullish(), continuous_usage_stats: z.boolean().nullish() })
    .nullish(),
  max_tokens: z.int().nullish(),
  min_tokens: z.int().min(0).nullish(),
  ignore_eos: z.boolean().nullish(),
  seed: z.int().nullish(),
  n: z.int().nullish(),
  request_id: z.string().nullish(),
};

const completionBody = z.looseObject({
  ...shared,
  prompt: z.union([z.string(), z.array(z.int()), z.array(z.string()).length(1), z.array(z.array(z.int())).length(1)]),
});

const contentPart = z.looseObject({ type: z.string(), text: z.string().nullish() });
const chatBody = z.looseObject({
  ...shared,
  max_completion_tokens: z.int().nullish(),
  messages: z
    .array(z.looseObject({ role: z.string(), content: z.union([z.string(), z.array(contentPart)]).nullish() }))
    .min(1),
});

/** What a client asks for, once checked. */
export interface GenerationRequest {
  readonly model: string | null;
  readonly promptTokens: readonly number[];
  readonly maxTokens: number;
  readonly minTokens: number;
  readonly ignoreEos: boolean;
  readonly seed: number;
  readonly stream: boolean;
  readonly usageAtEnd: boolean;
  readonly usageInEachChunk: boolean;
}

/** `POST /v1/completions`: without max_tokens 16 are written, as OpenAI's interface has it. */
export function readCompletionRequest(body: unknown, maxModelLen: number): GenerationRequest {
  const parsed = check(completionBody, body);
  const promptTokens = tokensOf(parsed.prompt);
  return finish(parsed, promptTokens, parsed.max_tokens ?? 16, maxModelLen);
}

/** `POST /v1/chat/completions`: without a limit the answer may fill what the prompt leaves. */
export function readChatRequest(body: unknown, maxModelLen: number): GenerationRequest {
  const parsed = check(chatBody, body);
  const promptTokens = renderChat(
    parsed.messages.map(({ role, content }) => ({ role, content: textOf(content ?? '') })),
  );
  const limit = parsed.max_completion_tokens ?? parsed.max_tokens ?? Math.max(1, maxModelLen - promptTokens.length);
  return finish(parsed, promptTokens, limit, maxModelLen);
}

function check<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') ?? '';
  throw badRequest(`1 validation error:\n  ${path || 'body'}: ${issue?.message ?? 'invalid'}`, path || null);
}

function finish(
  parsed: z.infer<typeof completionBody> | z.infer<typeof chatBody>,
  promptTokens: readonly number[],
  maxTokens: number,
  maxModelLen: number,
): GenerationRequest {
  if ((parsed.n ?? 1) !== 1) throw badRequest('n must be 1: several answers to one prompt are not simulated.', 'n');
  if (maxTokens < 1) throw badRequest(`max_tokens must be at least 1, got ${maxTokens}.`, 'max_tokens');
  const minTokens = parsed.min_tokens ?? 0;
  if (minTokens > maxTokens)
    throw badRequest(
      `min_tokens must be less than or equal to max_tokens=${maxTokens}, got ${minTokens}.`,
      'min_tokens',
    );
  checkLength(promptTokens, maxTokens, maxModelLen);
  return {
    model: parsed.model ?? null,
    promptTokens,
    maxTokens,
    minTokens,
    ignoreEos: parsed.ignore_eos ?? false,
    seed: parsed.seed ?? 0,
    stream: parsed.stream ?? false,
    usageAtEnd: parsed.stream_options?.include_usage ?? false,
    usageInEachChunk: parsed.stream_options?.continuous_usage_stats ?? false,
  };
}

function checkLength(promptTokens: readonly number[], maxTokens: number, maxModelLen: number): void {
  const length = promptTokens.length;
  const outside = promptTokens.find((token) => !isToken(token));
  if (outside !== undefined) throw badRequest(`Token id ${outside} is out of vocabulary`, 'prompt');
  if (length === 0) throw badRequest('The decoder prompt cannot be empty', 'prompt');
  if (length + maxTokens <= maxModelLen) return;
  throw badRequest(
    `This model's maximum context length is ${maxModelLen} tokens. However, you requested ${maxTokens} output tokens and your prompt contains ${length} input tokens, for a total of ${length + maxTokens} tokens. Please reduce the length of the input prompt or the number of requested output tokens.`,
    'input_tokens',
  );
}

function tokensOf(prompt: z.infer<typeof completionBody>['prompt']): readonly number[] {
  if (typeof prompt === 'string') return tokenize(prompt);
  const [first] = prompt;
  if (typeof first === 'string') return tokenize(first);
  return Array.isArray(first) ? first : prompt.filter((token) => typeof token === 'number');
}

function textOf(content: string | { text?: string | null | undefined }[]): string {
  return typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('\n');
}
