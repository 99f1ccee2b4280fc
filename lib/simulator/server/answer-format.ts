import type { FinishReason } from '../engine/sequence';

export interface Usage {
  readonly prompt: number;
  readonly completion: number;
}

/** Texts of one answer: whole, or as the events of a stream. */
export interface AnswerFormat {
  /** What is sent before the first token; null for nothing. */
  opening(): string | null;
  chunk(text: string, finish: FinishReason | null, usage: Usage | null): string;
  usage(usage: Usage): string;
  whole(text: string, finish: FinishReason | null, usage: Usage): unknown;
}

/** The last event of every stream. */
export const STREAM_END = 'data: [DONE]\n\n';

/** Events of `POST /v1/completions`. The part that never changes is written once: most of a stream's work is here. */
export function completionFormat(id: string, created: number, model: string): AnswerFormat {
  const head = `"id":${asciiJson(id)},"object":"text_completion","created":${created},"model":${asciiJson(model)}`;
  return {
    opening: () => null,
    chunk: (text, finish, usage) =>
      `data: {${head},"choices":[{"index":0,"text":${asciiJson(text)},"logprobs":null,"finish_reason":${reason(finish)},"stop_reason":null}]${usageField(usage)}}\n\n`,
    usage: (usage) => `data: {${head},"choices":[],"usage":${usageText(usage)}}\n\n`,
    whole: (text, finish, usage) => ({
      id,
      object: 'text_completion',
      created,
      model,
      choices: [{ index: 0, text, logprobs: null, finish_reason: finish, stop_reason: null, prompt_logprobs: null }],
      usage: usageObject(usage),
    }),
  };
}

/** Events of `POST /v1/chat/completions`: the first one names the role and carries no token. */
export function chatFormat(id: string, created: number, model: string): AnswerFormat {
  const head = `"id":${asciiJson(id)},"object":"chat.completion.chunk","created":${created},"model":${asciiJson(model)}`;
  const choice = (delta: string, finish: FinishReason | null) =>
    `"choices":[{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${reason(finish)}}]`;
  return {
    opening: () => `data: {${head},${choice('{"role":"assistant","content":""}', null)}}\n\n`,
    chunk: (text, finish, usage) =>
      `data: {${head},${choice(`{"content":${asciiJson(text)}}`, finish)}${usageField(usage)}}\n\n`,
    usage: (usage) => `data: {${head},"choices":[],"usage":${usageText(usage)}}\n\n`,
    whole: (text, finish, usage) => ({
      id,
      object: 'chat.completion',
      created,
      model,
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: text, tool_calls: [] },
          logprobs: null,
          finish_reason: finish,
          stop_reason: null,
        },
      ],
      usage: usageObject(usage),
    }),
  };
}

/** JSON without a byte above 127: events are written in the cheapest encoding. */
function asciiJson(text: string): string {
  return JSON.stringify(text).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function reason(finish: FinishReason | null): string {
  return finish === null ? 'null' : `"${finish}"`;
}

function usageField(usage: Usage | null): string {
  return usage === null ? '' : `,"usage":${usageText(usage)}`;
}

function usageText(usage: Usage): string {
  return `{"prompt_tokens":${usage.prompt},"total_tokens":${usage.prompt + usage.completion},"completion_tokens":${usage.completion}}`;
}

function usageObject({ prompt, completion }: Usage) {
  return {
    prompt_tokens: prompt,
    total_tokens: prompt + completion,
    completion_tokens: completion,
    prompt_tokens_details: null,
  };
}
