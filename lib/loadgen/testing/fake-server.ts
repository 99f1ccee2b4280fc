import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type Handler = (request: http.IncomingMessage, response: http.ServerResponse, body: string) => void;

export interface FakeServer {
  url: string;
  port: number;
  /** Method and path of each request, in order. */
  requests: string[];
  headers: http.IncomingHttpHeaders[];
  bodies: string[];
}

/** A real HTTP server on a free port of this machine until the test is over. Unknown paths answer 404. */
export async function startServer(routes: Readonly<Record<string, Handler>>): Promise<FakeServer> {
  const requests: string[] = [];
  const headers: http.IncomingHttpHeaders[] = [];
  const bodies: string[] = [];
  const server = http.createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString('utf8');
      const name = `${request.method ?? ''} ${request.url ?? ''}`;
      requests.push(name);
      headers.push(request.headers);
      bodies.push(body);
      const handler = routes[name];
      if (handler) handler(request, response, body);
      else response.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, requests, headers, bodies };
}

/** Answers with JSON. */
export const json =
  (body: unknown, status = 200): Handler =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

export const event = (body: unknown) => `data: ${typeof body === 'string' ? body : JSON.stringify(body)}\n\n`;
export const tokenEvent = (text: string, finish: string | null = null) =>
  event({ choices: [{ index: 0, text, finish_reason: finish }] });
export const usageEvent = (promptTokens: number, outputTokens: number) =>
  event({ choices: [], usage: { prompt_tokens: promptTokens, completion_tokens: outputTokens } });

/** Starts an event stream and writes these pieces, each on its own. */
export function startStream(response: http.ServerResponse, ...pieces: string[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const piece of pieces) response.write(piece);
}

/** Answers as vLLM does: as many tokens as asked for, the usage, [DONE]. */
export const completions: Handler = (_request, response, body) => {
  const { max_tokens: tokens, prompt } = JSON.parse(body) as { max_tokens: number; prompt: string };
  const promptTokens = prompt.split(' ').length;
  startStream(
    response,
    ...Array.from({ length: tokens }, (_, index) => tokenEvent(` t${index}`, index === tokens - 1 ? 'length' : null)),
    usageEvent(promptTokens, tokens),
    event('[DONE]'),
  );
  response.end();
};
