import { createServer } from 'node:net';
import { StartError } from './start-error';

const firstPort = 3000;
const lastPort = 3099;

/**
 * The port to listen on: the one asked for, 0 meaning any free one; where none was asked for, the first free one from
 * 3000 on. Throws `StartError` when it cannot be had.
 */
export async function choosePort(host: string, wanted: number | null): Promise<number> {
  if (wanted !== null) {
    const found = await tryPort(host, wanted);
    if (typeof found === 'number') return found;
    throw new StartError(describeFailure(host, wanted, found.code));
  }
  for (let port = firstPort; port <= lastPort; port++) {
    const found = await tryPort(host, port);
    if (typeof found === 'number') return found;
    if (found.code !== 'EADDRINUSE') throw new StartError(describeFailure(host, port, found.code));
  }
  throw new StartError(`The ports ${firstPort} to ${lastPort} of ${host} are all taken: choose another with PORT.`);
}

function tryPort(host: string, port: number): Promise<number | { code: string }> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve({ code: error.code ?? error.message }));
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      const found = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve(found));
    });
  });
}

function describeFailure(host: string, port: number, code: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} of ${host} is taken: choose another with PORT, or leave PORT out for the next free one.`;
    case 'EACCES':
      return `Port ${port} is for administrators: choose one from 1024 on with PORT.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST=${host} is no address of this machine.`;
    default:
      return `${host}, port ${port}, cannot be listened on (${code}).`;
  }
}
