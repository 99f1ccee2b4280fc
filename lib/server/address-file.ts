import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where this data folder's Kneepoint is reached, for the command line on the same machine. */
const addressFile = (dataDir: string) => join(dataDir, 'address');

/** Notes the address of a Kneepoint that answers: "http://127.0.0.1:3000". */
export function noteAddress(dataDir: string, address: string): void {
  writeFileSync(addressFile(dataDir), `${address}\n`, { mode: 0o600 });
}

/** Takes the note away. */
export function forgetAddress(dataDir: string): void {
  rmSync(addressFile(dataDir), { force: true });
}

/** The address noted last, or null. It may be that of a Kneepoint that was killed. */
export function readAddress(dataDir: string): string | null {
  try {
    return readFileSync(addressFile(dataDir), 'utf8').trim();
  } catch {
    return null;
  }
}
