import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'loadgen-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Writes texts to files of such a folder and gives their paths. */
export function temporaryFiles(): (text: string) => string {
  const folder = temporaryFolder();
  let count = 0;
  return (text) => {
    const path = join(folder, `${count++}.txt`);
    writeFileSync(path, text);
    return path;
  };
}
