import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { event, startServer, startStream, tokenEvent } from '../testing/fake-server';
import { ChunkInbox } from './chunk-inbox';
import { StreamExchange } from './stream-exchange';
import { connectTarget, type HttpTarget } from './target';

const path = '/v1/completions';
const request = { path, body: Buffer.from('{}'), headers: {}, deadlineMs: 5000, maxBytes: 2 ** 20, keepText: true };

/** A target that notes which connections were used. */
function notingTarget(baseUrl: string): { target: HttpTarget; sockets: Set<Socket> } {
  const target = connectTarget({ baseUrl });
  const sockets = new Set<Socket>();
  const open: HttpTarget['open'] = (options) => target.open(options).once('socket', (socket) => sockets.add(socket));
  return { target: { ...target, open }, sockets };
}

describe('StreamExchange', () => {
  it('uses one connection again and again and leaves nothing on it', async () => {
    const server = await startServer({
      [`POST ${path}`]: (_request, response) => {
        startStream(response, tokenEvent('a'), event('[DONE]'));
        response.end();
      },
    });
    const { target, sockets } = notingTarget(server.url);
    for (let round = 0; round < 3; round++) {
      const { failure, text } = await new StreamExchange(target, new ChunkInbox(), request).finished;
      expect([failure, text]).toEqual([null, 'a']);
    }
    expect(sockets.size).toBe(1);
    expect([...sockets][0]!.listeners('data')).toEqual([]);
    target.destroy();
  });

  it('takes the time of a chunk from when its bytes came, not from when its answer could be read', async () => {
    const server = await startServer({
      [`POST ${path}`]: (_request, response) => {
        startStream(response, tokenEvent('a', 'stop'));
        response.end();
      },
    });
    const { target } = notingTarget(server.url);
    const busyMs = 30;
    let parsedAtMs = 0;
    const open: HttpTarget['open'] = (options) =>
      target.open(options).once('response', () => {
        const untilMs = performance.now() + busyMs;
        while (performance.now() < untilMs);
        parsedAtMs = performance.now();
      });
    const { chunkTimesMs, sentAtMs } = await new StreamExchange({ ...target, open }, new ChunkInbox(), request)
      .finished;
    expect(chunkTimesMs).toHaveLength(1);
    expect(chunkTimesMs[0]).toBeGreaterThanOrEqual(sentAtMs);
    expect(parsedAtMs - chunkTimesMs[0]!).toBeGreaterThanOrEqual(busyMs);
    target.destroy();
  });
});
