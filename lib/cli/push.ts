import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiClient, ApiError, createApiClient } from '@/lib/api/client';
import { type ImportResponse, type ImportSettings, limits } from '@/lib/api/contracts';
import { exploreHref } from '@/lib/domain/view-url';
import { CliError, exitCodes } from './cli-error';
import { explainSilence, findInstance, isRefused } from './find-instance';
import { parseFills } from './fill-options';
import { findInputFiles, type InputFile } from './input-files';
import { count, describeProblems } from './measurement-table';
import { createMultipartBody } from './multipart-body';
import type { Terminal } from './terminal';

export interface PushOptions {
  set: string[];
  sweep?: string;
  url?: string;
  skipProblems: boolean;
}

/** A link with more is longer than terminals and chats take. */
const maxSweepsInLink = 12;
const waitsMs = [1000, 3000];

/** `kneepoint push FILE...`: imports files into a running Kneepoint, as a whole or not at all. */
export async function push(named: readonly string[], options: PushOptions, terminal: Terminal): Promise<number> {
  const { skipProblems, sweep } = options;
  const settings = { set: parseFills(options.set), skipProblems, ...(sweep === undefined ? {} : { sweep }) };
  const instance = await findInstance(options.url, terminal);
  const { files, missing } = await findInputFiles(named, terminal);
  for (const { path, reason } of missing) terminal.warn(`${path}: ${reason}.`);
  if (missing.length > 0 && !skipProblems) return exitCodes.problem;
  if (files.length === 0) throw new CliError('There is no file to import.');
  const large = files.find(({ size }) => size > limits.fileBytes);
  if (large)
    throw new CliError(`${large.path} is larger than ${limits.fileBytes / 1024 / 1024} MB, the most a file may have.`);

  const client = createApiClient({ baseUrl: instance.url, token: instance.token, userAgent: 'kneepoint-cli' });
  const result = await send(client, settings, files, terminal).catch(explainSilence(instance.url));
  report(result, instance.url, terminal);
  return missing.length > 0 || result.files.some(({ problems }) => problems.length > 0)
    ? exitCodes.problem
    : exitCodes.fine;
}

/** Tries again when a connection breaks off: the key makes sure that what was stored already is not stored twice. */
async function send(
  client: ApiClient,
  settings: Partial<ImportSettings>,
  files: InputFile[],
  terminal: Terminal,
): Promise<ImportResponse> {
  const key = randomUUID();
  for (const waitMs of waitsMs) {
    try {
      return await client.commit(createMultipartBody(settings, files), key);
    } catch (error) {
      if (!isPassing(error)) throw error;
      terminal.warn(`${error.message} Trying again.`);
      await sleep(waitMs);
    }
  }
  return client.commit(createMultipartBody(settings, files), key);
}

/** Whether it broke off on the way. Where nobody listens, waiting does not help. */
function isPassing(error: unknown): error is ApiError {
  if (!(error instanceof ApiError)) return false;
  return error.code === 'unavailable' || (error.code === 'unreachable' && !isRefused(error));
}

function report({ files, sweeps }: ImportResponse, url: string, { print, warn }: Terminal): void {
  const created = files.reduce((sum, file) => sum + file.created.length, 0);
  const existing = files.reduce((sum, file) => sum + file.existing.length, 0);
  const known = existing === 0 ? '' : `, ${count(existing, 'measurement')} already there`;
  print(`${count(created, 'measurement')} stored${known}.`);
  for (const line of describeProblems(files.flatMap(({ problems }) => problems))) warn(line);
  const fewSweeps = sweeps.length > 0 && sweeps.length <= maxSweepsInLink;
  print(`${url}${exploreHref(fewSweeps ? { filters: { sweep: sweeps } } : {})}`);
}
