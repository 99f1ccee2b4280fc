import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { isAppError } from '@/lib/services/errors';
import { type ArchiveEntry, checkEntryName, refuseArchive, shown } from './archive';

const unix = 3;
const fileTypes = 0o170000;
const kinds: Readonly<Record<number, string>> = {
  0o120000: 'a link',
  0o010000: 'a pipe',
  0o020000: 'a device',
  0o060000: 'a device',
  0o140000: 'a socket',
};

/**
 * Files of a zip archive, in the order of its directory; `entries` caps how many it may list. Sizes and checksums are
 * held against what comes out. Refuses encrypted entries, links, devices and names that lead out, each in a sentence.
 */
export async function* readZip(location: string, archive: string, entries: number): AsyncGenerator<ArchiveEntry> {
  const zip = await openZip(location, archive);
  try {
    if (zip.entryCount > entries)
      throw refuseArchive(
        archive,
        `it lists ${zip.entryCount.toLocaleString('en')} files; an import may bring ${entries.toLocaleString('en')}.`,
        'too-large',
      );
    for await (const entry of zip.eachEntry()) {
      checkEntry(archive, entry);
      if (!entry.fileName.endsWith('/'))
        yield { name: entry.fileName, size: entry.uncompressedSize, content: contentOf(zip, entry, archive) };
    }
  } catch (error) {
    throw isAppError(error) ? error : damaged(archive, error);
  } finally {
    zip.close();
  }
}

async function openZip(location: string, archive: string): Promise<ZipFile> {
  try {
    return await openPromise(location, { autoClose: false });
  } catch (error) {
    throw damaged(archive, error);
  }
}

function checkEntry(archive: string, entry: Entry): void {
  const { fileName, versionMadeBy, externalFileAttributes, compressionMethod } = entry;
  checkEntryName(archive, fileName);
  const kind = versionMadeBy >> 8 === unix ? kinds[(externalFileAttributes >>> 16) & fileTypes] : undefined;
  if (kind !== undefined) throw refuseArchive(archive, `${shown(fileName)} is ${kind}; pack the files themselves.`);
  if (entry.isEncrypted()) throw refuseArchive(archive, `${shown(fileName)} is encrypted; send it without a password.`);
  if (compressionMethod !== 0 && compressionMethod !== 8) {
    throw refuseArchive(
      archive,
      `${shown(fileName)} is compressed in a way that is not read (method ${compressionMethod}); pack it as an ordinary zip.`,
    );
  }
}

async function* contentOf(zip: ZipFile, entry: Entry, archive: string): AsyncGenerator<Uint8Array> {
  let sum = 0;
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      sum = crc32(chunk as Buffer, sum);
      yield chunk as Buffer;
    }
  } catch (error) {
    throw isAppError(error) ? error : damaged(archive, error, entry.fileName);
  }
  if (sum !== entry.crc32) throw damaged(archive, null, entry.fileName);
}

/** What the library says of a broken archive, told without its words. */
function damaged(archive: string, error: unknown, name?: string) {
  const words = error instanceof Error ? error.message : '';
  if (/absolute path|invalid (?:relative path|characters in fileName)/.test(words)) {
    return refuseArchive(archive, 'it holds a name that leads out of the archive; pack it again with plain names.');
  }
  if (/encrypt/.test(words)) return refuseArchive(archive, 'it is encrypted; send it without a password.');
  if (/too many bytes|not enough bytes|size mismatch|compressed.uncompressed size/i.test(words)) {
    return refuseArchive(
      archive,
      `${name === undefined ? 'a file in it' : shown(name)} is not as large as the archive says; the archive is damaged.`,
    );
  }
  return refuseArchive(
    archive,
    `the zip archive is damaged or cut off${name === undefined ? '' : `, at ${shown(name)}`}.`,
  );
}
