import { setTimeout as sleep } from 'node:timers/promises';
import type { EventFrame } from '@/lib/api/contracts';
import type { ServiceContext } from '@/lib/services/context';
import { getState } from '@/lib/services/measurements/get-state';
import { toByteStream } from './byte-stream';

/** How the stream paces itself, in milliseconds. */
export interface Pace {
  /** First wait after a change, and the longest one in quiet times. */
  shortestMs: number;
  longestMs: number;
  /** A comment at least this often, so that nothing between here and the browser takes the line for dead. */
  keepAliveMs: number;
  /** The stream ends after this; the browser comes back by itself, and is asked who it is again. */
  lifetimeMs: number;
}
const usual: Pace = { shortestMs: 500, longestMs: 3000, keepAliveMs: 15_000, lifetimeMs: 15 * 60_000 };

/**
 * Server-sent events: the revision now, then whenever it is another. It polls, so it needs nothing that lives longer
 * than the request. It ends when the listener leaves, or when the database does.
 */
export async function revisionEvents(context: ServiceContext, signal: AbortSignal, pace = usual): Promise<Response> {
  const { revision: first } = await getState(context);
  return new Response(toByteStream(encoded(frames(context, first, signal, pace))), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}

async function* frames(context: ServiceContext, first: number, signal: AbortSignal, pace: Pace) {
  const end = Date.now() + pace.lifetimeMs;
  let known = first;
  let waitMs = pace.shortestMs;
  let spokenAt = Date.now();
  yield `retry: 3000\n${toFrame(known)}`;
  while (Date.now() < end && (await waited(waitMs, signal))) {
    const state = await getState(context).catch(() => null);
    if (state === null) return;
    const { revision } = state;
    waitMs = revision === known ? Math.min(waitMs * 1.5, pace.longestMs) : pace.shortestMs;
    if (revision !== known) yield toFrame((known = revision));
    else if (Date.now() - spokenAt < pace.keepAliveMs) continue;
    else yield ': still here\n\n';
    spokenAt = Date.now();
  }
}

async function* encoded(texts: AsyncIterable<string>) {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}

function toFrame(revision: number): string {
  const frame: EventFrame = { type: 'revision', revision };
  return `id: ${revision}\ndata: ${JSON.stringify(frame)}\n\n`;
}

/** false: the listener has left. */
async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
