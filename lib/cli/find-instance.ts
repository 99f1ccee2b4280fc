import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isOwnHost } from '@/lib/server/auth/check-host';
import { tokenFile } from '@/lib/server/auth/secrets';
import { readAddress } from '@/lib/server/address-file';
import { EnvError, readEnv } from '@/lib/server/env';
import { CliError, exitCodes } from './cli-error';
import type { Terminal } from './terminal';

/** A running Kneepoint, and what lets us in. */
export interface Instance {
  url: string;
  token: string;
}

/**
 * The Kneepoint to talk to: `--url`, else `KNEEPOINT_URL`, else the one that runs on the data folder. Its token is
 * `KNEEPOINT_TOKEN`, else the data folder's, which is shown to this machine only, never to another host.
 */
export async function findInstance(given: string | undefined, { env }: Pick<Terminal, 'env'>): Promise<Instance> {
  const { dataDir, token } = settingsFrom(env);
  const named = given ?? (env.KNEEPOINT_URL === '' ? undefined : env.KNEEPOINT_URL);
  const url = named === undefined ? readAddress(dataDir) : checkUrl(named);
  if (url === null) throw new CliError(`No Kneepoint runs on ${dataDir}; start it with npm start, or name one: --url.`);
  if (token !== null) return { url, token };
  if (!isOwnHost(new URL(url).host, [])) {
    throw new CliError(`${url} is another machine: set KNEEPOINT_TOKEN to its token.`, exitCodes.usage);
  }
  return { url, token: await readToken(dataDir) };
}

/** Whether nobody listens at the address a request was sent to. */
export function isRefused(error: unknown): boolean {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause.cause : undefined;
  return inner instanceof Error && 'code' in inner && inner.code === 'ECONNREFUSED';
}

/** For what a request to `url` rejects with: says where nobody listens, and passes on everything else. */
export const explainSilence = (url: string) => (error: unknown) => {
  if (isRefused(error)) throw new CliError(`No Kneepoint answers at ${url}; start it with npm start.`);
  throw error;
};

/** The settings of the command line are those of Kneepoint itself. */
export function settingsFrom(env: Terminal['env']) {
  try {
    // What it listens on is not ours to check.
    return readEnv({ ...env, HOST: undefined, PORT: undefined });
  } catch (error) {
    if (error instanceof EnvError) throw new CliError(error.message, exitCodes.usage);
    throw error;
  }
}

function checkUrl(url: string): string {
  if (!/^https?:/.test(url) || !URL.canParse(url)) {
    throw new CliError(`${url} is no address; expected one such as http://localhost:3000.`, exitCodes.usage);
  }
  return url.replace(/\/+$/, '');
}

async function readToken(dataDir: string): Promise<string> {
  const path = resolve(tokenFile(dataDir));
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (cause) {
    throw new CliError(`There is no token in ${path}; set KNEEPOINT_TOKEN.`, exitCodes.problem, { cause });
  }
}
