import type { QueryClient } from '@tanstack/react-query';
import { eventFrame } from './contracts';
import { pointsQuery, refreshStored } from './queries';

/**
 * Keeps the browser's copy in step with the database: listens to `GET /api/v1/events` and asks anew when the revision
 * is another than that of the points at hand. A hidden tab does not listen, because a browser has few connections per
 * host and tabs would use them up; it catches up when shown.
 *
 * Returns the function that stops it: made to be the body of one effect.
 */
export function followRevision(queryClient: QueryClient): () => void {
  let events: EventSource | null = null;

  const onFrame = (message: MessageEvent<string>) => {
    const frame = eventFrame.safeParse(JSON.parse(message.data));
    const known = queryClient.getQueryData(pointsQuery().queryKey)?.revision;
    if (frame.success && known !== undefined && frame.data.revision !== known) void refreshStored(queryClient);
  };
  const stop = () => {
    events?.close();
    events = null;
  };
  const listenWhileVisible = () => {
    if (document.visibilityState === 'hidden') return stop();
    if (events !== null) return;
    events = new EventSource('/api/v1/events');
    events.onmessage = onFrame;
  };

  listenWhileVisible();
  document.addEventListener('visibilitychange', listenWhileVisible);
  return () => {
    document.removeEventListener('visibilitychange', listenWhileVisible);
    stop();
  };
}
