import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ApiError, Exchange } from './http-exchange';

export type Handler = (exchange: Exchange) => void | Promise<void>;

/** Handlers by path, then by method. */
export type Routes = Readonly<Record<string, Readonly<Partial<Record<'GET' | 'POST', Handler>>>>>;

interface ApiServerOptions {
  readonly routes: Routes;
  /** Keys one of which a caller of /v1 must send; empty: nobody is asked. */
  readonly apiKeys: readonly string[];
  readonly onAnswer: (exchange: Exchange, status: number) => void;
}

/** The HTTP face of the deployment. Unknown paths and methods are answered as FastAPI does; no handler's error ends it. */
export function createApiServer(options: ApiServerOptions): Server {
  const server = createServer((request, response) => void answer(request, response, options));
  server.requestTimeout = 0;
  return server;
}

async function answer(request: IncomingMessage, response: ServerResponse, options: ApiServerOptions): Promise<void> {
  const exchange = new Exchange(request, response);
  response.on('error', () => undefined);
  try {
    const path = exchange.url.pathname;
    const methods = options.routes[path];
    const handler = methods?.[request.method === 'POST' ? 'POST' : 'GET'];
    const known = request.method === 'POST' || request.method === 'GET';
    if (path.startsWith('/v1') && !isAuthorised(request, options.apiKeys))
      exchange.json(401, { error: 'Unauthorized' });
    else if (!methods) exchange.json(404, { detail: 'Not Found' });
    else if (!handler || !known) exchange.json(405, { detail: 'Method Not Allowed' });
    else return await handler(exchange);
    options.onAnswer(exchange, response.statusCode);
  } catch (error) {
    if (!response.headersSent) options.onAnswer(exchange, error instanceof ApiError ? error.status : 500);
    exchange.fail(error);
  }
}

function isAuthorised(request: IncomingMessage, apiKeys: readonly string[]): boolean {
  return apiKeys.length === 0 || apiKeys.some((key) => request.headers.authorization === `Bearer ${key}`);
}
