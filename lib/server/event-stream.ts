import { setTimeout as sleep } from 'node:timers/promises';
import type { EventFrame } from '@/lib/api/contracts';
import type { ServiceContext } from '@/lib/services/context';
import { listJobChanges, readJobMoment } from '@/lib/services/jobs/list-job-changes';
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

/** Where a listener is: the revision it knows, and the moment of the job clock up to which it knows of jobs. */
interface Place {
  revision: number;
  change: number;
}

/**
 * Server-sent events: the revision now, then whenever it is another; every job that has changed, at the start those
 * that have not ended; and that jobs are gone. A listener that comes back with `Last-Event-ID` hears instead what
 * changed meanwhile. It polls, so it needs nothing that lives longer than the request. It ends when the listener leaves,
 * or the database.
 */
export async function eventStream(context: ServiceContext, request: Request, pace = usual): Promise<Response> {
  const place = parsePlace(request.headers.get('last-event-id'));
  const first = await readNews(context, place);
  return new Response(toByteStream(encoded(frames(context, first, request.signal, pace))), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}

interface News {
  text: string;
  place: Place;
}

async function* frames(context: ServiceContext, first: News, signal: AbortSignal, pace: Pace) {
  const end = Date.now() + pace.lifetimeMs;
  let { place } = first;
  let waitMs = pace.shortestMs;
  let spokenAt = Date.now();
  yield `retry: 3000\n${first.text}`;
  while (Date.now() < end && (await waited(waitMs, signal))) {
    const news = await readNews(context, place).catch(() => null);
    if (news === null) return;
    waitMs = news.text === '' ? Math.min(waitMs * 1.5, pace.longestMs) : pace.shortestMs;
    ({ place } = news);
    if (news.text !== '') yield news.text;
    else if (Date.now() - spokenAt < pace.keepAliveMs) continue;
    else yield ': still here\n\n';
    spokenAt = Date.now();
  }
}

/** What is new since a place, as frames; since none, or one of another database, how things stand. */
async function readNews(context: ServiceContext, heard: Place | null): Promise<News> {
  // Before the jobs, so that none which changes in between is passed over.
  const moment = await readJobMoment(context);
  // The clock has not reached that moment: it is one of another database.
  const since = heard !== null && heard.change > moment ? null : heard;
  const { revision } = await getState(context);
  const place = { revision, change: since?.change ?? moment };
  const jobs = since !== null && since.change === moment ? [] : await listJobChanges(context, since?.change ?? null);
  let text = '';
  if (since?.revision !== revision) text += toFrame({ type: 'revision', revision }, place);
  for (const job of jobs) {
    place.change = Math.max(place.change, job.change);
    text += toFrame({ type: 'job', job }, place);
  }
  // What the clock has counted and no job tells of is one that is gone.
  if (jobs.length === 0 && place.change < moment) {
    place.change = moment;
    text += toFrame({ type: 'jobs' }, place);
  }
  return { text, place };
}

function parsePlace(id: string | null): Place | null {
  const [, revision, change] = /^(\d{1,15})-(\d{1,15})$/.exec(id ?? '') ?? [];
  return revision === undefined ? null : { revision: Number(revision), change: Number(change) };
}

async function* encoded(texts: AsyncIterable<string>) {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}

function toFrame(frame: EventFrame, { revision, change }: Place): string {
  return `id: ${revision}-${change}\ndata: ${JSON.stringify(frame)}\n\n`;
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
