import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import type { PGlite } from '@electric-sql/pglite';
import { readRequests, type ClientRequest } from './read-requests';

/** A socket on which an embedded database answers. */
export interface SessionServer {
  /** Cuts all clients off, rolls back what they had begun, and frees the socket. */
  close: () => Promise<void>;
}

/**
 * Serves the one session of `pglite` to many clients on the Unix socket `path`. A client holds the session from a
 * request until the database is out of transactions again, so neither transactions nor the messages of one request mix
 * with another client's; whoever leaves in between is rolled back. `onFailure` is told when the database itself breaks.
 */
export async function serveSession(
  pglite: PGlite,
  path: string,
  onFailure: (error: unknown) => void,
): Promise<SessionServer> {
  const turns = new Turns();
  const clients = new Map<Socket, Promise<void>>();
  const server = createServer((socket) => {
    const served = serveClient(pglite, turns, socket)
      .catch(onFailure)
      .finally(() => clients.delete(socket));
    clients.set(socket, served);
  });
  server.listen(path);
  await once(server, 'listening');
  return { close: () => closeServer(server, clients) };
}

async function closeServer(server: Server, clients: Map<Socket, Promise<void>>): Promise<void> {
  server.close();
  for (const socket of clients.keys()) socket.destroy();
  await Promise.all(clients.values());
}

async function serveClient(pglite: PGlite, turns: Turns, socket: Socket): Promise<void> {
  const client = new Client(pglite, turns, socket);
  socket.on('error', () => undefined);
  try {
    for await (const request of requestsOf(socket)) {
      if (!(await client.answer(request))) break;
    }
  } finally {
    await client.leave();
    socket.destroy();
  }
}

/** A client that breaks off, or speaks something else, ends its requests and nothing more. */
async function* requestsOf(socket: Socket): AsyncGenerator<ClientRequest> {
  const requests = readRequests(socket);
  for (;;) {
    const next = await requests.next().catch(() => null);
    if (next === null || next.done) return;
    yield next.value;
  }
}

const sync = new Uint8Array(['S'.charCodeAt(0), 0, 0, 0, 4]);
const flush = 'H'.charCodeAt(0);

class Client {
  private endTurn: (() => void) | null = null;

  constructor(
    private readonly pglite: PGlite,
    private readonly turns: Turns,
    private readonly socket: Socket,
  ) {}

  /** False when the conversation is over. */
  async answer(request: ClientRequest): Promise<boolean> {
    switch (request.kind) {
      case 'encryption':
        this.socket.write('N');
        return true;
      case 'cancel':
      case 'terminate':
        return false;
      case 'startup':
      case 'messages':
        await this.execute(request.bytes);
        return true;
    }
  }

  /** Gives the session back as it was found. */
  async leave(): Promise<void> {
    if (this.endTurn === null) return;
    await this.pglite.execProtocolRaw(sync);
    if (this.pglite.isInTransaction()) await this.pglite.exec('ROLLBACK');
    this.release();
  }

  private async execute(bytes: Buffer): Promise<void> {
    this.endTurn ??= await this.turns.begin();
    await this.pglite.execProtocolRawStream(bytes, { onRawData: (answer) => this.send(answer) });
    const isAwaitingMore = lastMessageType(bytes) === flush;
    if (!isAwaitingMore && !this.pglite.isInTransaction()) this.release();
  }

  /** The bytes lie in the database's memory and are overwritten by its next answer, so they are copied. */
  private send(answer: Uint8Array): void {
    if (this.socket.writable) this.socket.write(Buffer.from(answer));
  }

  private release(): void {
    this.endTurn?.();
    this.endTurn = null;
  }
}

/** Flush has no body, so it can only be the last five bytes. */
function lastMessageType(bytes: Buffer): number | undefined {
  return bytes.length >= 5 && bytes.readInt32BE(bytes.length - 4) === 4 ? bytes[bytes.length - 5] : undefined;
}

/** One at a time, in the order of asking. */
class Turns {
  private last: Promise<void> = Promise.resolve();

  async begin(): Promise<() => void> {
    const { promise, resolve } = newPromise();
    const before = this.last;
    this.last = before.then(() => promise);
    await before;
    return resolve;
  }
}

function newPromise(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
