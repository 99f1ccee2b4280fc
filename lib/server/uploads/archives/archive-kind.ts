import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';

/** What a file is by its bytes: an archive we unpack, one we do not, or none. */
export type ArchiveKind = 'zip' | 'tar' | 'tar.gz' | 'foreign' | null;

const headBytes = 64 << 10;
const blockBytes = 512;

const starts = (head: Uint8Array, ...bytes: number[]) => bytes.every((byte, index) => head[index] === byte);
const isZip = (head: Uint8Array) => starts(head, 0x50, 0x4b, 3, 4) || starts(head, 0x50, 0x4b, 5, 6);
const isForeign = (head: Uint8Array) =>
  starts(head, 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c) ||
  starts(head, 0x52, 0x61, 0x72, 0x21) ||
  starts(head, 0xfd, 0x37, 0x7a, 0x58, 0x5a) ||
  starts(head, 0x42, 0x5a, 0x68) ||
  starts(head, 0x28, 0xb5, 0x2f, 0xfd);
/** Zip is also how other programs store documents; those are no archives to a person. */
const documents = /\.(?:xlsx|docx|pptx|odt|ods|npz|pt|pth|jar|whl)$/i;
const nested = /\.(?:zip|tar|tgz|tbz2?|txz|7z|rar|zst|tar\.\w{1,4})$/i;

/** Whether a name inside an archive is an archive's. */
export const isArchiveName = (name: string) => nested.test(name);

/** Looks at the beginning of a file; a gzip file is an archive where a tar is in it, and else a compressed file. */
export async function archiveKind(location: string, name: string): Promise<ArchiveKind> {
  const head = await readHead(location);
  if (isZip(head)) return documents.test(name) ? null : 'zip';
  if (isForeign(head)) return 'foreign';
  if (isTar(head)) return 'tar';
  return starts(head, 0x1f, 0x8b) && isTar(await gunzipHead(head)) ? 'tar.gz' : null;
}

async function readHead(location: string): Promise<Uint8Array> {
  const file = await open(location);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The first block of what the bytes unfold to; less where they are damaged. Unfolds no more than it needs. */
async function gunzipHead(head: Uint8Array): Promise<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 1024 });
  gunzip.end(head);
  let block = Buffer.alloc(0);
  try {
    for await (const chunk of gunzip) {
      block = Buffer.concat([block, chunk as Buffer]);
      if (block.length >= blockBytes) break;
    }
  } catch {
    // The head of a longer file ends in the middle; what came before counts.
  }
  return block;
}

/** A header block whose checksum is right: the oldest kind of tar has no other mark. */
function isTar(block: Uint8Array): boolean {
  if (block.length < blockBytes) return false;
  const text = Buffer.from(block.subarray(148, 156)).toString('latin1');
  const stated = parseInt(/^ *([0-7]+)/.exec(text)?.[1] ?? 'x', 8);
  const sum = block.subarray(0, blockBytes).reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
  return sum === stated && block[0] !== 0;
}
