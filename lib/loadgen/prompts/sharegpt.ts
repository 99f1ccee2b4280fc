import { isRecord } from '../is-record';
import { type RandomSource, shuffled } from '../random-source';
import { mapConcurrently } from './map-concurrently';
import { readJsonArray } from './read-json-array';
import type { Sample } from './sample';

/** How many tokens a text has, exactly or not. */
export type TokenCounter = (text: string) => Promise<number>;

export interface ShareGptRequest {
  path: string;
  count: number;
  /** null = as long as the answer in the data. */
  outputLen: number | null;
  shuffle: boolean;
}

const batch = 64;
const minTokens = 4;
const maxPromptTokens = 1024;
const maxTotalTokens = 2048;

/**
 * First questions of conversations in ShareGPT's format, `[{conversations: [{value}, {value}, ..]}, ..]`, each asking
 * for as many tokens as its answer had. Very short and long ones are left out by the limits of vLLM's client. Fewer than
 * asked for where the file has no more.
 */
export async function readShareGpt(
  { path, count, outputLen, shuffle }: ShareGptRequest,
  countTokens: TokenCounter,
  random: RandomSource,
): Promise<Sample[]> {
  const turns: Turn[] = [];
  for await (const entry of readJsonArray(path)) {
    const turn = firstTurn(entry);
    if (turn) turns.push(turn);
    if (!shuffle && turns.length > count * 20) break;
  }
  // A length asked for is a length wanted: only answers in the data can be too short.
  const isLongEnough = (sample: Sample) => outputLen !== null || sample.outputTokens >= minTokens;
  const usable = (sample: Sample) => isUsable(sample) && isLongEnough(sample);
  return pickUsable(shuffle ? shuffled(random, turns) : turns, count, usable, async ([question, answer]) => ({
    prompt: question,
    promptTokens: await countTokens(question),
    outputTokens: outputLen ?? (await countTokens(answer)),
  }));
}

type Turn = readonly [question: string, answer: string];

async function pickUsable(
  turns: readonly Turn[],
  count: number,
  usable: (sample: Sample) => boolean,
  measure: (turn: Turn) => Promise<Sample>,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let from = 0; from < turns.length && samples.length < count; from += batch) {
    const measured = await mapConcurrently(turns.slice(from, from + batch), 16, measure);
    samples.push(...measured.filter(usable));
  }
  return samples.slice(0, count);
}

const isUsable = ({ promptTokens, outputTokens }: Sample) =>
  promptTokens >= minTokens && promptTokens <= maxPromptTokens && promptTokens + outputTokens <= maxTotalTokens;

function firstTurn(entry: unknown): readonly [string, string] | null {
  const conversations: unknown = isRecord(entry) ? entry.conversations : null;
  if (!Array.isArray(conversations) || conversations.length < 2) return null;
  const [question, answer] = (conversations as unknown[]).map((turn) => (isRecord(turn) ? turn.value : null));
  return typeof question === 'string' && typeof answer === 'string' ? [question, answer] : null;
}
