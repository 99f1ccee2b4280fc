import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a zip written byte by byte, so that each of its fields can lie. */
export interface ZipEntry {
  name: string;
  content?: string | Buffer;
  /** Deviations from what is true. */
  size?: number;
  crc?: number;
  flags?: number;
  method?: number;
  /** Unix mode, file type included. */
  mode?: number;
  /** Points at the data of an earlier entry instead of having some of its own. */
  overlaps?: number;
}

/** A zip archive of these entries; `entryCount` where the directory shall claim another number. */
export function aZip(entries: readonly ZipEntry[], entryCount = entries.length): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  for (const entry of entries) {
    const { name, content = '', flags = 0x800, method = 8, mode = 0o100644, overlaps } = entry;
    const data = Buffer.from(content);
    const packed = method === 8 ? deflateRawSync(data) : data;
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(entry.crc ?? crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(entry.size ?? data.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    offsets.push(overlaps === undefined ? at : offsets[overlaps]!);
    if (overlaps === undefined) {
      const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
      parts.push(local);
      at += local.length;
    }
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(offsets.at(-1)!, 10);
    directory.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), fields, tail, Buffer.from(name));
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entryCount & 0xffff, 4);
  end.writeUInt16LE(entryCount & 0xffff, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, listed, Buffer.from('PK\x05\x06'), end]);
}
