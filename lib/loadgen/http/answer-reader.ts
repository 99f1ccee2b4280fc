import { SseParser } from './sse-parser';
import { readStreamEvent, type ReportedUsage, type StreamEvent } from './stream-event';

/** What a streamed answer held. Times in ms of `performance.now()`. */
export interface StreamedAnswer {
  /** When each chunk that carries choices was received, one entry a chunk. */
  chunkTimesMs: number[];
  /** Chunks among them that carried text. */
  textChunks: number;
  usage: ReportedUsage;
  /** What was generated; empty where it was not to be kept. */
  text: string;
}

export type AnswerState = { kind: 'open' } | { kind: 'done' } | { kind: 'failed'; reason: string };

const open: AnswerState = { kind: 'open' };
const openingLength = 120;

/**
 * Reads one streamed answer. A chunk counts when it has choices, even with an empty text, as in vLLM's client; a
 * usage-only chunk does not. Anything that is no event stream is a failure with a reason, not an exception.
 */
export class AnswerReader {
  readonly answer: StreamedAnswer = {
    chunkTimesMs: [],
    textChunks: 0,
    usage: { promptTokens: null, outputTokens: null },
    text: '',
  };
  readonly #parser = new SseParser();
  readonly #keepText: boolean;
  #opening = '';
  #state: AnswerState = open;
  #sawFinish = false;

  constructor(keepText: boolean) {
    this.#keepText = keepText;
  }

  /** Bytes that arrived at a time; says where the answer stands after them. */
  take(bytes: Buffer, atMs: number): AnswerState {
    if (this.answer.chunkTimesMs.length === 0 && this.#opening.length < openingLength) {
      this.#opening += bytes.toString('utf8', 0, openingLength);
    }
    return this.#takeEvents(this.#parser.push(bytes), atMs);
  }

  /** The server ended its answer properly; null when that makes it whole, else what is missing. */
  close(atMs: number): string | null {
    const state = this.#takeEvents(this.#parser.finish(), atMs);
    if (state.kind === 'failed') return state.reason;
    const { chunkTimesMs, usage } = this.answer;
    if (chunkTimesMs.length === 0) return `no chunk with choices in the answer${this.#quoteOpening()}`;
    if (state.kind === 'done' || this.#sawFinish || usage.outputTokens !== null) return null;
    return `the stream ended after ${chunkTimesMs.length} chunks without [DONE]`;
  }

  #takeEvents(events: readonly string[], atMs: number): AnswerState {
    for (const data of events) {
      if (this.#state.kind === 'failed') break;
      if (data !== '') this.#state = this.#takeEvent(readStreamEvent(data), data, atMs);
    }
    return this.#state;
  }

  #takeEvent(event: StreamEvent, data: string, atMs: number): AnswerState {
    switch (event.kind) {
      case 'chunk':
        this.#takeChunk(event, atMs);
        return this.#state;
      case 'usage':
        this.#takeUsage(event.usage);
        return this.#state;
      case 'done':
        return { kind: 'done' };
      case 'error':
        return { kind: 'failed', reason: `the server sent an error: ${event.message}` };
      case 'garbage':
        return { kind: 'failed', reason: `the server sent an event that is not JSON: ${data.slice(0, openingLength)}` };
      case 'empty':
        return this.#state;
    }
  }

  #takeChunk(event: StreamEvent & { kind: 'chunk' }, atMs: number): void {
    const { answer } = this;
    answer.chunkTimesMs.push(atMs);
    if (event.text !== '') answer.textChunks += 1;
    if (this.#keepText) answer.text += event.text;
    if (event.usage) this.#takeUsage(event.usage);
    this.#sawFinish ||= event.finished;
  }

  #takeUsage({ promptTokens, outputTokens }: ReportedUsage): void {
    const { usage } = this.answer;
    this.answer.usage = {
      promptTokens: promptTokens ?? usage.promptTokens,
      outputTokens: outputTokens ?? usage.outputTokens,
    };
  }

  #quoteOpening(): string {
    const opening = this.#opening.trim().slice(0, openingLength);
    return opening === '' ? ': it is empty' : `: it begins ${JSON.stringify(opening)}`;
  }
}
