import { isRecord } from '../is-record';

/** What a server says it counted; null where it does not say. */
export interface ReportedUsage {
  promptTokens: number | null;
  outputTokens: number | null;
}

/** One event of a streamed completion or chat answer, as vLLM's client reads it. */
export type StreamEvent =
  /** Has choices: a token chunk, even with an empty text. `text` is what was generated, reasoning included. */
  | { kind: 'chunk'; text: string; finished: boolean; usage: ReportedUsage | null }
  | { kind: 'usage'; usage: ReportedUsage }
  | { kind: 'done' }
  | { kind: 'error'; message: string }
  /** Valid JSON that carries nothing for us. */
  | { kind: 'empty' }
  | { kind: 'garbage' };

/** Reads the data of one server-sent event. Never throws: what is not JSON is `garbage`. */
export function readStreamEvent(data: string): StreamEvent {
  if (data === '[DONE]') return { kind: 'done' };
  let body: unknown;
  try {
    body = JSON.parse(data);
  } catch {
    return data.trim() === '[DONE]' ? { kind: 'done' } : { kind: 'garbage' };
  }
  if (!isRecord(body)) return { kind: 'garbage' };
  const message = errorMessage(body);
  if (message !== null) return { kind: 'error', message };
  const usage = readUsage(body.usage);
  const choice: unknown = Array.isArray(body.choices) ? body.choices[0] : undefined;
  if (isRecord(choice))
    return { kind: 'chunk', text: generatedText(choice), finished: isText(choice.finish_reason), usage };
  return usage ? { kind: 'usage', usage } : { kind: 'empty' };
}

/** The message of an error object in any of the shapes servers send; null where the body is no error. */
export function errorMessage(body: unknown): string | null {
  if (!isRecord(body)) return null;
  const { error } = body;
  if (isText(error)) return error;
  if (isRecord(error)) return isText(error.message) ? error.message : JSON.stringify(error);
  if (body.object === 'error') return isText(body.message) ? body.message : JSON.stringify(body);
  return null;
}

function generatedText(choice: Record<string, unknown>): string {
  if (isText(choice.text)) return choice.text;
  const { delta } = choice;
  if (!isRecord(delta)) return '';
  if (isText(delta.content)) return delta.content;
  if (isText(delta.reasoning_content)) return delta.reasoning_content;
  return isText(delta.reasoning) ? delta.reasoning : '';
}

/** The usage object of a body; null where there is none or it counts nothing. */
export function readUsage(usage: unknown): ReportedUsage | null {
  if (!isRecord(usage)) return null;
  const promptTokens = wholeNumber(usage.prompt_tokens);
  const outputTokens = wholeNumber(usage.completion_tokens);
  return promptTokens === null && outputTokens === null ? null : { promptTokens, outputTokens };
}

const wholeNumber = (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null;
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
