import type { QueryClient } from '@tanstack/react-query';
import { type EventFrame, eventFrame } from './contracts';
import { onJobFrame, onJobsFrame } from './job-queries';
import { pointsQuery, refreshStored } from './queries';

const sharedName = 'kneepoint-events';

/**
 * Keeps the browser's copy in step with the database: hears what `GET /api/v1/events` says of stored data and of jobs.
 * One tab holds the stream and tells the others, because a browser has few connections per host; when that tab is
 * closed, another takes over. The server begins each stream with how things stand, so nothing is missed in between.
 * Where a browser does not let tabs agree (no secure context), each listens while it is shown.
 *
 * Returns the function that stops it: made to be the body of one effect.
 */
export function followEvents(queryClient: QueryClient): () => void {
  const take = (data: string) => {
    const frame = eventFrame.safeParse(JSON.parse(data));
    if (frame.success) apply(queryClient, frame.data);
  };
  const canShare = 'locks' in navigator && 'BroadcastChannel' in globalThis;
  return canShare ? followTogether(take) : followWhileVisible(take);
}

function apply(queryClient: QueryClient, frame: EventFrame): void {
  switch (frame.type) {
    case 'job':
      return onJobFrame(queryClient, frame.job);
    case 'jobs':
      return onJobsFrame(queryClient);
    case 'revision': {
      const known = queryClient.getQueryData(pointsQuery().queryKey)?.revision;
      if (known !== undefined && frame.revision !== known) void refreshStored(queryClient);
    }
  }
}

function followTogether(take: (data: string) => void): () => void {
  const stopped = new AbortController();
  const channel = new BroadcastChannel(sharedName);
  channel.onmessage = ({ data }: MessageEvent<string>) => take(data);
  const lead = () =>
    new Promise<void>((resolve) => {
      const events = new EventSource('/api/v1/events');
      events.onmessage = ({ data }: MessageEvent<string>) => {
        take(data);
        channel.postMessage(data);
      };
      stopped.signal.addEventListener('abort', () => {
        events.close();
        resolve();
      });
    });
  // Waiting for a turn that never comes ends with an abort, which is no failure.
  navigator.locks.request(sharedName, { signal: stopped.signal }, lead).catch(() => undefined);
  return () => {
    stopped.abort();
    channel.close();
  };
}

function followWhileVisible(take: (data: string) => void): () => void {
  let events: EventSource | null = null;
  const stop = () => {
    events?.close();
    events = null;
  };
  const listenWhileVisible = () => {
    if (document.visibilityState === 'hidden') return stop();
    if (events !== null) return;
    events = new EventSource('/api/v1/events');
    events.onmessage = ({ data }: MessageEvent<string>) => take(data);
  };
  listenWhileVisible();
  document.addEventListener('visibilitychange', listenWhileVisible);
  return () => {
    document.removeEventListener('visibilitychange', listenWhileVisible);
    stop();
  };
}
