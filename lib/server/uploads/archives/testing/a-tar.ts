/** An entry of a tar written byte by byte. `type` is its flag: "0" a file, "1" and "2" links, "5" a folder. */
export interface TarEntry {
  name: string;
  content?: string | Buffer;
  type?: string;
  size?: number;
  checksum?: number;
}

const block = 512;
const padded = (data: Buffer) => Buffer.concat([data, Buffer.alloc(-data.length & (block - 1))]);

/** A tar archive of these entries, with the two empty blocks at its end. */
export function aTar(entries: readonly TarEntry[]): Buffer {
  const parts = entries.flatMap(({ name, content = '', type = '0', size, checksum }) => {
    const data = Buffer.from(content);
    const header = Buffer.alloc(block);
    header.write(name, 0, 100);
    header.write('0000644\0', 100);
    header.write('0000000\0', 108);
    header.write('0000000\0', 116);
    header.write(`${(size ?? data.length).toString(8).padStart(11, '0')}\0`, 124);
    header.write('00000000000\0', 136);
    header.write('        ', 148);
    header.write(type, 156);
    if (type === '1' || type === '2') header.write('/etc/passwd', 157);
    header.write('ustar\x0000', 257);
    const sum = checksum ?? header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, padded(data)];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}
