import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { isRecord } from '../is-record';
import { type RandomSource, shuffled } from '../random-source';
import type { ChatMessage, Sample } from './sample';

export interface CustomRequest {
  path: string;
  /** 0 or less = all there are. */
  count: number;
  /** null = `output_tokens` of each line. */
  outputLen: number | null;
  shuffle: boolean;
  /** Whether a prompt may be a list of messages. */
  chat: boolean;
}

const charactersPerToken = 4;

/**
 * The prompts of a JSON-Lines file: `{"prompt": text or messages, "output_tokens": n}`. Lengths are guessed, for a
 * server that reports none. Throws, with the number of the line, where one cannot be sent.
 */
export async function readCustom(request: CustomRequest, random: RandomSource): Promise<Sample[]> {
  const samples: Sample[] = [];
  let line = 0;
  const lines = createInterface({ input: createReadStream(request.path), crlfDelay: Infinity });
  for await (const text of lines) {
    line += 1;
    if (text.trim() !== '')
      samples.push(readLine(text.replace(/^\uFEFF/, ''), `${request.path}, line ${line}`, request));
  }
  const ordered = request.shuffle ? shuffled(random, samples) : samples;
  return request.count > 0 ? ordered.slice(0, request.count) : ordered;
}

function readLine(text: string, place: string, { outputLen, chat }: CustomRequest): Sample {
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch {
    throw new Error(`${place}: expected a JSON object, found ${JSON.stringify(text.slice(0, 40))}`);
  }
  const prompt = isRecord(row) ? row.prompt : undefined;
  const messages = chat && isMessages(prompt);
  if (typeof prompt !== 'string' && !messages) {
    throw new Error(`${place}: expected a "prompt" that is a text${chat ? ' or a list of messages' : ''}`);
  }
  const outputTokens = outputLen ?? (isRecord(row) ? row.output_tokens : undefined);
  if (typeof outputTokens !== 'number' || !Number.isInteger(outputTokens) || outputTokens < 1) {
    throw new Error(`${place}: expected "output_tokens", a whole number of 1 or more, or --custom-output-len`);
  }
  const length = typeof prompt === 'string' ? prompt.length : JSON.stringify(prompt).length;
  return { prompt, promptTokens: Math.ceil(length / charactersPerToken), outputTokens };
}

const isMessages = (prompt: unknown): prompt is ChatMessage[] =>
  Array.isArray(prompt) &&
  prompt.length > 0 &&
  prompt.every((message) => isRecord(message) && typeof message.role === 'string' && message.content !== undefined);
