import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { createGunzip } from 'node:zlib';
import { createTarDecoder, type ParsedTarEntry, type TarHeader } from 'modern-tar';
import { isAppError } from '@/lib/services/errors';
import { type ArchiveEntry, checkEntryName, refuseArchive, shown } from './archive';

const kinds: Readonly<Record<string, string>> = {
  link: 'a link',
  symlink: 'a link',
  'character-device': 'a device',
  'block-device': 'a device',
  fifo: 'a pipe',
};

/**
 * Files of a tar archive as they come; `onBytes` hears of every byte that is unfolded, headers and padding included, so
 * that nothing can be hidden between the files. Refuses links, devices, names that lead out and archives cut off.
 */
export async function* readTar(
  location: string,
  archive: string,
  { isGzip, onBytes }: { isGzip: boolean; onBytes: (bytes: number) => void },
): AsyncGenerator<ArchiveEntry> {
  const source = ReadableStream.from(
    bytesOf(location, isGzip, onBytes),
  ) as unknown as globalThis.ReadableStream<Uint8Array>;
  const entries = source.pipeThrough(createTarDecoder({ strict: true })) as unknown as AsyncIterable<ParsedTarEntry>;
  try {
    for await (const { header, body } of entries) {
      checkEntry(archive, header);
      const content = body as unknown as AsyncIterable<Uint8Array>;
      if (header.type !== 'directory') yield { name: header.name, size: header.size, content };
      // What nobody wanted is skipped; what was read to its end is not there any more.
      await body.cancel();
    }
  } catch (error) {
    throw isAppError(error) ? error : refuseArchive(archive, 'the tar archive is damaged or cut off.');
  }
}

function checkEntry(archive: string, { name, type = 'file', size }: TarHeader): void {
  checkEntryName(archive, name);
  const kind = kinds[type];
  if (kind !== undefined)
    throw refuseArchive(archive, `${shown(name)} is ${kind}; pack the files themselves (tar --dereference).`);
  if (!Number.isSafeInteger(size) || size < 0)
    throw refuseArchive(archive, `${shown(name)} has no size that makes sense; the archive is damaged.`);
}

async function* bytesOf(
  location: string,
  isGzip: boolean,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const unfolded = isGzip ? createGunzip() : new PassThrough();
  const read = pipeline(createReadStream(location), unfolded);
  // Its failure is the reader's below, too; here it only must not go unheard.
  read.catch(() => undefined);
  for await (const chunk of unfolded) {
    onBytes((chunk as Buffer).length);
    yield chunk as Buffer;
  }
  await read;
}
