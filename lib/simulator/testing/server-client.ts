import { expect } from 'vitest';
import { isProcessAlive } from '../hardware/process-alive';
import type { SimulatedProcess } from './simulated-server';

/** A POST of a JSON body. */
export function post(url: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  return fetch(url, { method: 'POST', body: JSON.stringify(body), ...(signal ? { signal } : {}) });
}

/** One event of an answer's stream, or the whole answer. */
export interface StreamEvent {
  id: string;
  object: string;
  model: string;
  choices: {
    index: number;
    text?: string;
    delta?: { role?: string; content?: string };
    finish_reason: string | null;
  }[];
  usage?: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
}

/** Reads a stream to its end: its events, and the line behind them. */
export async function readStream(response: Response): Promise<{ events: StreamEvent[]; end: string | undefined }> {
  const lines = (await response.text()).split('\n\n').filter((line) => line !== '');
  const end = lines.pop();
  return { events: lines.map((line) => JSON.parse(line.replace(/^data: /, '')) as StreamEvent), end };
}

/** The living among the server and its engines. */
export function processesOf(server: SimulatedProcess): number[] {
  const engines = [...server.log.matchAll(/EngineCore(?:_DP\d+)? pid=(\d+)/g)].map(([, pid]) => Number(pid));
  return [...new Set([server.pid, ...engines])].filter(isProcessAlive);
}

/** Passes when server and engines are gone, at once or soon. */
export function expectNoProcessOf(server: SimulatedProcess): Promise<void> {
  return expect.poll(() => processesOf(server), { timeout: 10_000 }).toEqual([]);
}
