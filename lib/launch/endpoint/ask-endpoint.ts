import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { GuardedEndpoint } from './endpoint-guard';

export interface AskLimits {
  timeoutMs: number;
  maxBytes: number;
  headers?: Readonly<Record<string, string>>;
}

export type EndpointAnswer =
  | { ok: true; status: number; body: string }
  | { ok: false; code: 'redirect' | 'timeout' | 'too-large' | 'unreachable' | 'broken-off'; message: string };

/**
 * Asks a guarded endpoint for a path below its address: connects to the checked address and to no other, follows no
 * redirect, and waits and reads only so much. Never throws: what went wrong is in the answer.
 */
export function askEndpoint(endpoint: GuardedEndpoint, path: string, limits: AskLimits): Promise<EndpointAnswer> {
  return new Promise((resolve) => {
    const url = new URL(`${endpoint.givenUrl}${path}`);
    const chunks: Buffer[] = [];
    let size = 0;
    const fail = (code: Extract<EndpointAnswer, { ok: false }>['code'], message: string) => {
      clearTimeout(timer);
      request.destroy();
      resolve({ ok: false, code, message });
    };
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      agent: false,
      headers: { accept: 'application/json', ...limits.headers },
      lookup: (_name, options, callback) => {
        const { address, family } = endpoint;
        if (options.all) callback(null, [{ address, family }]);
        else callback(null, address, family);
      },
    });
    const timer = setTimeout(
      () => fail('timeout', `${endpoint.hostname} did not answer within ${limits.timeoutMs / 1000} s.`),
      limits.timeoutMs,
    );
    request.on('error', (error) => fail('unreachable', `${endpoint.hostname} cannot be reached: ${error.message}.`));
    request.on('response', (response) => {
      const status = response.statusCode ?? 0;
      if (status >= 300 && status < 400) {
        fail(
          'redirect',
          `${endpoint.hostname} answers with a redirect, which is not followed: give the server's own address.`,
        );
        return;
      }
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > limits.maxBytes)
          fail('too-large', `${endpoint.hostname} answers with more than ${limits.maxBytes} bytes.`);
        else chunks.push(chunk);
      });
      response.on('aborted', () => fail('broken-off', `${endpoint.hostname} broke off in the middle of its answer.`));
      response.on('error', () => fail('broken-off', `${endpoint.hostname} broke off in the middle of its answer.`));
      response.on('end', () => {
        clearTimeout(timer);
        resolve({ ok: true, status, body: Buffer.concat(chunks).toString('utf8') });
      });
    });
    request.end();
  });
}
