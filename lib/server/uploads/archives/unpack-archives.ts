import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { limits as defaultLimits } from '@/lib/api/contracts';
import { AppError } from '@/lib/services/errors';
import type { ReceivedFile } from '@/lib/services/imports/received-file';
import { toFileLabel } from '../file-label';
import { type ArchiveEntry, isPassedOver, refuseArchive, shown } from './archive';
import { type ArchiveKind, archiveKind, isArchiveName } from './archive-kind';
import { readTar } from './read-tar';
import { readZip } from './read-zip';

/** What an archive may unfold to before it counts as a bomb, however small it is; results in JSON shrink to a tenth. */
const harmlessBytes = 64 << 20;
const mostTimes = 100;
const megabytes = (bytes: number) => `${Math.floor(bytes / 1024 / 1024).toLocaleString('en')} MB`;

type UnpackLimits = Pick<{ [Limit in keyof typeof defaultLimits]: number }, 'files' | 'fileBytes' | 'requestBytes'>;

/**
 * Puts in each archive's place the files it holds, called "archive.zip/folder/file"; other files stay as they are. The
 * caps of an import hold for all files together, packed or not. One file is open at a time and memory does not grow.
 * Rejects with one sentence at the first thing that is not allowed; what was written by then lies in `folder`, which is
 * the caller's to remove. The archives themselves are gone afterwards, unless `keepArchives`.
 */
export async function unpackArchives(
  files: readonly ReceivedFile[],
  folder: string,
  {
    limits = defaultLimits,
    signal,
    keepArchives = false,
  }: { limits?: UnpackLimits; signal?: AbortSignal; keepArchives?: boolean } = {},
): Promise<ReceivedFile[]> {
  const kinds = await Promise.all(files.map(({ location, path }) => archiveKind(location, path)));
  if (kinds.every((kind) => kind === null)) return [...files];
  const plain = files.filter((_, index) => kinds[index] === null);
  const budget = new Budget(limits, plain);
  const result: ReceivedFile[] = [];
  for (const [index, file] of files.entries()) {
    const kind = kinds[index] ?? null;
    if (kind === null) {
      result.push(file);
      continue;
    }
    result.push(...(await unpack(file, kind, folder, budget, signal)));
    if (!keepArchives) await rm(file.location, { force: true });
  }
  refuseTwins(result);
  return result;
}

async function unpack(
  file: ReceivedFile,
  kind: NonNullable<ArchiveKind>,
  folder: string,
  budget: Budget,
  signal?: AbortSignal,
): Promise<ReceivedFile[]> {
  if (kind === 'foreign')
    throw refuseArchive(file.path, 'this kind of archive is not read; send a zip, a tar or a tar.gz.');
  const open = new OpenArchive(budget, file, kind);
  const unpacked: ReceivedFile[] = [];
  for await (const entry of entriesOf(file, kind, open)) {
    signal?.throwIfAborted();
    if (isPassedOver(entry.name)) continue;
    if (isArchiveName(entry.name))
      throw refuseArchive(
        file.path,
        `it holds another archive, ${shown(entry.name)}; unpack it and send what it holds.`,
      );
    open.addFile(entry);
    unpacked.push(await write(entry, file.path, join(folder, `unpacked-${budget.files}`), open, signal));
  }
  if (unpacked.length === 0) throw refuseArchive(file.path, 'the archive holds no file.');
  return unpacked;
}

function entriesOf(
  { location, path }: ReceivedFile,
  kind: 'zip' | 'tar' | 'tar.gz',
  open: OpenArchive,
): AsyncGenerator<ArchiveEntry> {
  if (kind === 'zip') return readZip(location, path, open.mostEntries);
  return readTar(location, path, { isGzip: kind === 'tar.gz', onBytes: (bytes) => open.addUnfolded(bytes) });
}

async function write(
  entry: ArchiveEntry,
  archive: string,
  location: string,
  open: OpenArchive,
  signal?: AbortSignal,
): Promise<ReceivedFile> {
  const hash = createHash('sha256');
  let size = 0;
  const counted = async function* () {
    for await (const chunk of entry.content) {
      size += chunk.length;
      open.addBytes(entry.name, size, chunk.length);
      hash.update(chunk);
      yield chunk;
    }
  };
  await pipeline(counted(), createWriteStream(location, { mode: 0o600 }), { signal });
  const path = toFileLabel(`${archive}/${entry.name}`, open.files);
  return { path, size, sha256: hash.digest('hex'), location };
}

/** What all files of an import together may still bring. */
class Budget {
  files: number;
  bytes: number;

  constructor(
    readonly limits: UnpackLimits,
    plain: readonly ReceivedFile[],
  ) {
    this.files = plain.length;
    this.bytes = plain.reduce((sum, { size }) => sum + size, 0);
  }
}

/** One archive's share of it. */
class OpenArchive {
  private readonly archive: string;
  private readonly mostUnfolded: number;
  private unfolded = 0;

  constructor(
    private readonly budget: Budget,
    { path, size }: ReceivedFile,
    private readonly kind: ArchiveKind,
  ) {
    this.archive = path;
    this.mostUnfolded = Math.min(Math.max(harmlessBytes, size * mostTimes), 2 * budget.limits.requestBytes);
  }

  get files(): number {
    return this.budget.files;
  }

  /** Folders are entries too, and so is what systems leave behind. */
  get mostEntries(): number {
    return this.budget.limits.files * 3;
  }

  addFile({ name, size }: ArchiveEntry): void {
    const { limits } = this.budget;
    if (++this.budget.files > limits.files) {
      throw refuseArchive(
        this.archive,
        `an import may bring ${limits.files.toLocaleString('en')} files; with this archive there are more.`,
        'too-large',
      );
    }
    if (size > limits.fileBytes) throw this.tooLarge(name);
  }

  addBytes(name: string, size: number, bytes: number): void {
    const { limits } = this.budget;
    this.budget.bytes += bytes;
    if (size > limits.fileBytes) throw this.tooLarge(name);
    if (this.budget.bytes > limits.requestBytes) {
      throw refuseArchive(
        this.archive,
        `an import may bring ${megabytes(limits.requestBytes)}; with this archive it is more.`,
        'too-large',
      );
    }
    // Of a tar every byte was heard of as it was unfolded.
    if (this.kind === 'zip') this.addUnfolded(bytes);
  }

  addUnfolded(bytes: number): void {
    this.unfolded += bytes;
    if (this.unfolded > this.mostUnfolded) {
      throw refuseArchive(
        this.archive,
        `it unfolds to more than ${megabytes(this.mostUnfolded)}, far more than results do; send the files themselves.`,
        'too-large',
      );
    }
  }

  private tooLarge(name: string): AppError {
    return refuseArchive(
      this.archive,
      `${shown(name)} is larger than ${megabytes(this.budget.limits.fileBytes)}, the most a file may have.`,
      'too-large',
    );
  }
}

function refuseTwins(files: readonly ReceivedFile[]): void {
  const seen = new Set<string>();
  for (const { path } of files) {
    if (seen.has(path)) throw new AppError('bad-request', `Two files are called ${path}; give them different names.`);
    seen.add(path);
  }
}
