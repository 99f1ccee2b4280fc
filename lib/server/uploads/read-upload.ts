import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import Busboy, { type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { type ImportSettings, importSettings, limits as defaultLimits } from '@/lib/api/contracts';
import { AppError, isAppError } from '@/lib/services/errors';
import type { ReceivedFile } from '@/lib/services/imports/received-file';
import { checkInput } from '../check-input';
import { toFileLabel } from './file-label';

export type UploadLimits = { [Limit in keyof typeof defaultLimits]: number };

export interface Upload {
  settings: ImportSettings;
  files: ReceivedFile[];
}

const megabytes = (bytes: number) => `${Math.floor(bytes / 1024 / 1024).toLocaleString('en')} MB`;

/**
 * Reads a multipart request (the field `settings`, then `files`) into a folder, byte by byte as it comes: memory does
 * not grow with the request. Every cap is a sentence and stops reading at once. A request that breaks off rejects.
 */
export async function readUpload(
  request: Request,
  folder: string,
  limits: UploadLimits = defaultLimits,
): Promise<Upload> {
  const { body, contentType } = checkHead(request, limits);
  const parts = new UploadParts(folder, limits);
  const form = openForm(contentType, limits);
  parts.attach(form);
  try {
    await pipeline(Readable.fromWeb(body), watch(limits), form, {
      signal: AbortSignal.any([request.signal, parts.failure]),
    });
    return await parts.finish();
  } catch (error) {
    await parts.abandon(error);
    if (isAppError(parts.failure.reason)) throw parts.failure.reason;
    throw new AppError('bad-request', 'The upload broke off or is no multipart form.', [], { cause: error });
  }
}

function checkHead(request: Request, limits: UploadLimits) {
  const contentType = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\s*;.*boundary=/i.test(contentType)) {
    throw new AppError('unsupported-media-type', 'Send the files as multipart/form-data with a boundary.');
  }
  if (Number(request.headers.get('content-length') ?? 0) > limits.requestBytes) throw tooManyBytes(limits);
  if (request.body === null) throw new AppError('bad-request', 'The request has no body.');
  // The same stream by two names: the DOM's type and Node's.
  return { contentType, body: request.body as Parameters<typeof Readable.fromWeb>[0] };
}

const tooManyBytes = (limits: UploadLimits) =>
  new AppError('too-large', `An import may bring ${megabytes(limits.requestBytes)}; this one is larger.`);

function openForm(contentType: string, limits: UploadLimits): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      preservePath: true,
      limits: {
        fileSize: limits.fileBytes,
        files: limits.files,
        fields: 1,
        fieldSize: limits.settingsBytes,
        fieldNameSize: 100,
        headerPairs: 20,
        headerSize: 16 * 1024,
      },
    });
  } catch (cause) {
    throw new AppError('bad-request', 'The multipart form cannot be read.', [], { cause });
  }
}

/** Lets bytes through up to the cap, as long as some come. */
function watch(limits: UploadLimits): Transform {
  const { requestBytes, idleSeconds } = limits;
  let total = 0;
  const stalled = new AppError('timeout', `The upload brought nothing for ${idleSeconds} seconds.`);
  const idle = setTimeout(() => stream.destroy(stalled), idleSeconds * 1000);
  const stream = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      idle.refresh();
      total += chunk.length;
      if (total > requestBytes) done(tooManyBytes(limits));
      else done(null, chunk);
    },
    destroy(error, done) {
      clearTimeout(idle);
      done(error);
    },
  });
  return stream;
}

function refuseTwins(files: ReceivedFile[]): void {
  const seen = new Set<string>();
  for (const { path } of files) {
    if (seen.has(path)) throw new AppError('bad-request', `Two files are called ${path}; give them different names.`);
    seen.add(path);
  }
}

/** Takes the parts of one form as they come; the first that is not allowed aborts `failure`. */
class UploadParts {
  private readonly stop = new AbortController();
  readonly failure = this.stop.signal;
  private readonly writing: Promise<ReceivedFile>[] = [];
  private settings: ImportSettings | null = null;

  constructor(
    private readonly folder: string,
    private readonly limits: UploadLimits,
  ) {
    // Every file listens to it.
    setMaxListeners(0, this.failure);
  }

  attach(form: BusboyInstance): void {
    const { files, settingsBytes } = this.limits;
    form.on('file', (field, stream, name) => this.takeFile(field, stream, name));
    form.on('field', (field, value, _fieldTruncated, valueTruncated) => {
      if (valueTruncated) this.fail('too-large', `The settings may have ${megabytes(settingsBytes)}.`);
      else this.takeField(field, value);
    });
    form.on('filesLimit', () => this.fail('too-large', `An import may bring ${files.toLocaleString('en')} files.`));
    form.on('fieldsLimit', () => this.fail('bad-request', 'The form has one field, "settings", besides the files.'));
  }

  /** All parts, once the form has ended. */
  async finish(): Promise<Upload> {
    const files = await Promise.all(this.writing);
    if (this.failure.aborted) throw this.failure.reason;
    if (files.length === 0) throw new AppError('bad-request', 'The request brings no file; send them as "files".');
    refuseTwins(files);
    return { settings: this.settings ?? importSettings.parse({}), files };
  }

  /** Ends all writing, so that the folder can go. What failed first stays the reason. */
  async abandon(reason: unknown): Promise<void> {
    this.stop.abort(reason);
    await Promise.allSettled(this.writing);
  }

  private fail(code: AppError['code'], message: string): void {
    this.stop.abort(new AppError(code, message));
  }

  private takeField(field: string, value: string): void {
    if (field !== 'settings') return this.fail('bad-request', `The form has no field ${JSON.stringify(field)}.`);
    let json: unknown;
    try {
      json = JSON.parse(value);
    } catch {
      return this.fail('bad-request', 'The field "settings" is no JSON.');
    }
    const checked = checkInput(importSettings, json);
    if (checked.success) this.settings = checked.data;
    else this.fail('bad-request', `settings: ${checked.message}`);
  }

  private takeFile(field: string, stream: BusboyFileStream, name: string | undefined): void {
    const path = toFileLabel(name ?? '', this.writing.length);
    if (field !== 'files') this.fail('bad-request', `Send files as "files", not as ${JSON.stringify(field)}.`);
    stream.on('limit', () =>
      this.fail('too-large', `${path} is larger than ${megabytes(this.limits.fileBytes)}, the most a file may have.`),
    );
    const written = this.write(stream, path);
    // Its failure is the pipeline's too; here it only must not go unheard.
    written.catch(() => undefined);
    this.writing.push(written);
  }

  private async write(stream: BusboyFileStream, path: string): Promise<ReceivedFile> {
    const location = join(this.folder, `file-${this.writing.length}`);
    const hash = createHash('sha256');
    let size = 0;
    await pipeline(
      stream,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          size += chunk.length;
          yield chunk;
        }
      },
      createWriteStream(location, { mode: 0o600 }),
      { signal: this.failure },
    );
    return { path, size, sha256: hash.digest('hex'), location };
  }
}
