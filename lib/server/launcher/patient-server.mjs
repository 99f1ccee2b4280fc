// Loaded before Next's server: Node gives up on a request that takes 5 minutes to arrive, and a large file on a thin
// line (`ssh -L` from home) takes longer. Headers keep their limit, and who sends nothing at all is not kept for ever.
import http from 'node:http';

const { createServer } = http;
http.createServer = (...given) => {
  const server = createServer(...given);
  server.requestTimeout = 2 * 60 * 60 * 1000;
  // Node closes a connection after 5 idle seconds, just when a client on a busy machine sends the next request on it.
  server.keepAliveTimeout = 65_000;
  return server;
};
