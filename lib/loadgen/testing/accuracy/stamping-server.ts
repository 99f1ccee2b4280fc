import { createServer, type Socket } from 'node:net';

/**
 * A server that streams single-token chunks at a steady pace and notes when it received each request and when it sent
 * each chunk: the truth that the load generator is measured against. A program of its own, on bare sockets, so that it
 * is late by as little as possible; being late is noted all the same. It prints `listening <port>`; `GET /stamps`
 * answers with one entry a request, in the order in which they ended, milliseconds. It lives as long as its standard
 * input is open: no test leaves one behind.
 *
 * Both sides stamp alike: received = the bytes came out of the system, before anything is parsed; sent = just before they
 * are handed to the system. So the TTFT of the client is that of the server and the way there and back, in which either
 * process is woken once; none of that can be told from a late client, and all of it counts against the client.
 *
 * Arguments: tokens a request, milliseconds a token, shortest and longest time to the first token.
 */
export interface Stamp {
  /** `x-request-id` of the request. */
  id: string;
  ttftMs: number;
  tpotMs: number;
  chunks: number;
}

const [tokens = 100, periodMs = 50, shortestMs = 200, longestMs = 400] = process.argv.slice(2).map(Number);

const frame = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const event = (body: object) => frame(`data: ${JSON.stringify(body)}\n\n`);
const common = { id: 'cmpl-0123456789abcdef0123456789abcdef', object: 'text_completion', created: 1, model: 'm' };
const choice = (finish: string | null) => [
  { index: 0, text: ' word', logprobs: null, finish_reason: finish, stop_reason: null },
];
const head = Buffer.from('HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n');
const token = Buffer.from(event({ ...common, choices: choice(null) }));
const firstToken = Buffer.concat([head, token]);
const lastToken = Buffer.from(event({ ...common, choices: choice('length') }));
const usage = { prompt_tokens: 8, total_tokens: 8 + tokens, completion_tokens: tokens };
const tail = Buffer.from(`${event({ ...common, choices: [], usage })}${frame('data: [DONE]\n\n')}0\r\n\r\n`);

interface Stream {
  id: string;
  socket: Socket;
  receivedMs: number;
  firstSentMs: number;
  sent: number;
  dueMs: number;
}

const stamps: Stamp[] = [];
/** Streams by the millisecond at which they are due. */
const wheel = new Map<number, Stream[]>();
let turnedMs = Math.floor(performance.now());
let accepted = 0;

function schedule(stream: Stream): void {
  const slot = Math.max(Math.floor(stream.dueMs), turnedMs + 1);
  const waiting = wheel.get(slot);
  if (waiting) waiting.push(stream);
  else wheel.set(slot, [stream]);
}

function turn(): void {
  const nowMs = Math.floor(performance.now());
  while (turnedMs < nowMs) {
    turnedMs += 1;
    const due = wheel.get(turnedMs);
    wheel.delete(turnedMs);
    due?.forEach(sendToken);
  }
  setTimeout(turn, 1);
}

function sendToken(stream: Stream): void {
  const { socket } = stream;
  if (socket.destroyed) return;
  const isFirst = stream.sent === 0;
  stream.sent += 1;
  const isLast = stream.sent === tokens;
  const chunk = isFirst ? firstToken : isLast ? lastToken : token;
  const atMs = performance.now();
  socket.write(chunk);
  if (isFirst) stream.firstSentMs = atMs;
  if (isLast) {
    socket.write(tail);
    const tpotMs = (atMs - stream.firstSentMs) / (tokens - 1);
    stamps.push({ id: stream.id, ttftMs: stream.firstSentMs - stream.receivedMs, tpotMs, chunks: tokens });
  } else {
    stream.dueMs += periodMs;
    schedule(stream);
  }
}

function accept(socket: Socket, request: string, receivedMs: number): void {
  if (!request.startsWith('POST')) {
    const body = request.startsWith('GET /stamps') ? JSON.stringify(stamps) : '';
    socket.write(
      `HTTP/1.1 ${body === '' ? '404 Not Found' : '200 OK'}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    return;
  }
  // The golden ratio spreads first tokens evenly however many requests there are.
  const spread = (accepted++ * 0.618033988749895) % 1;
  const dueMs = receivedMs + shortestMs + spread * (longestMs - shortestMs);
  const id = /x-request-id: (\S+)/i.exec(request)?.[1] ?? '';
  schedule({ id, socket, receivedMs, firstSentMs: 0, sent: 0, dueMs });
}

/** Pieces of requests that came and are still to be read, one a turn: reading them never delays the stamp of the next. */
const unread: (() => void)[] = [];

function readNext(): void {
  unread.shift()?.();
  if (unread.length > 0) setImmediate(readNext);
}

const server = createServer({ noDelay: true }, (socket) => {
  let received = '';
  const read = (bytes: Buffer, receivedMs: number) => {
    received += bytes.toString('latin1');
    const headEnd = received.indexOf('\r\n\r\n');
    if (headEnd === -1) return;
    const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0);
    if (received.length < headEnd + 4 + length) return;
    const request = received;
    received = '';
    accept(socket, request, receivedMs);
  };
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes) => {
    const receivedMs = performance.now();
    if (unread.push(() => read(bytes, receivedMs)) === 1) setImmediate(readNext);
  });
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.stdout.write(`listening ${address.port}\n`);
});
turn();
process.stdin.resume().once('close', () => process.exit());
