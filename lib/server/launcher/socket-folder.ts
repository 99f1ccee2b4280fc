import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from './start-error';

/** Operating systems cut the path of a socket at 104 or 108 bytes; the longest name we put into the folder has 22. */
const longestFolder = 76;

/**
 * The folder for the sockets of one data folder, open to its owner alone: `run` in it or, where that path would be too
 * long for a socket, one in the system's folder for temporary files that is always the same for this data folder.
 */
export function createSocketFolder(dataDir: string, temporary: string = tmpdir()): string {
  const inside = join(realpathSync(dataDir), 'run');
  if (fits(inside)) return createPrivateFolder(inside);
  const name = `kneepoint-${createHash('sha256').update(inside).digest('hex').slice(0, 16)}`;
  const outside = join(temporary, name);
  return createPrivateFolder(fits(outside) ? outside : join('/tmp', name));
}

const fits = (path: string) => Buffer.byteLength(path) <= longestFolder;

function createPrivateFolder(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  // In a folder for temporary files somebody else may have been first, to listen in on us.
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new StartError(`${path} belongs to somebody else: remove it, or set KNEEPOINT_DATA_DIR to a shorter path.`);
  }
  chmodSync(path, 0o700);
  return path;
}
