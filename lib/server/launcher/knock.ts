import { connect, createServer, type Server } from 'node:net';
import { once } from 'node:events';

/** What became of knocking at a Unix socket: somebody listens, nobody listens any more, or there is no such socket. */
export type Knock = 'answered' | 'abandoned' | 'absent';

/** The operating system answers for a listener even while that is busy or stopped, and never for one that has died. */
export async function knock(path: string): Promise<Knock> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return 'answered';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'absent' : 'abandoned';
  } finally {
    socket.destroy();
  }
}

/** Listens only to be there. Rejects with `EADDRINUSE` where the path is taken, be it by a listener that has died. */
export async function listenForKnocks(path: string): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  server.listen(path);
  await once(server, 'listening');
  return server;
}
