import type { RangeRatio } from '../options';
import { randomInteger, type RandomSource } from '../random-source';

export interface LengthRequest {
  count: number;
  inputLen: number;
  outputLen: number;
  rangeRatio: RangeRatio;
  /** Tokens the model adds by itself; they count as input. */
  specialTokens: number;
}

export interface RequestLengths {
  /** Tokens of text to build, without the model's own. */
  inputTokens: number;
  outputTokens: number;
}

/**
 * Lengths drawn evenly from length x (1 - ratio), rounded down, to length x (1 + ratio), rounded up; outputs are 1 at
 * least. Source: vLLM's `RandomDataset` since April 2025 (before, the ratio meant something else).
 */
export function drawLengths(request: LengthRequest, random: RandomSource): RequestLengths[] {
  const input = span(Math.max(0, request.inputLen - request.specialTokens), request.rangeRatio.input);
  const output = span(request.outputLen, request.rangeRatio.output).map((bound) => Math.max(1, bound));
  const draw = ([low = 0, high = 0]: readonly number[]) => randomInteger(random, low, high);
  return Array.from({ length: request.count }, () => ({ inputTokens: draw(input), outputTokens: draw(output) }));
}

const span = (length: number, ratio: number): number[] => [
  Math.floor(length * (1 - ratio)),
  Math.ceil(length * (1 + ratio)),
];
