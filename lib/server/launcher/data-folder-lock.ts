import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { knock, listenForKnocks } from './knock';
import { readMachine, readProcessStart } from './machine';
import { StartError } from './start-error';

/** That one launcher alone works on a data folder. */
export interface DataFolderLock {
  release: () => void;
}

const claim = z.object({
  host: z.string(),
  bootId: z.string(),
  pidNamespace: z.string(),
  pid: z.int(),
  processStart: z.string(),
  startedAt: z.iso.datetime(),
  /** Listened on for as long as the claim is upheld. */
  socket: z.string(),
});
type Claim = z.infer<typeof claim>;

const claimName = /^launcher-[0-9a-f]{8}\.lock$/;
const withdrawalMs = 3_000;

/**
 * Claims `dataDir` for this process, whose sockets lie in `socketFolder`. Throws `StartError` naming host, pid and
 * start of the launcher that has it. Claims of launchers that died are removed, also of one whose pid lives on in
 * another process.
 *
 * Each launcher writes a claim under a name of its own, which nobody ever takes over, and only then looks for others.
 * So of any two at least one sees the other; the one that started later withdraws, and the earlier one waits for that.
 */
export async function lockDataFolder(dataDir: string, socketFolder: string): Promise<DataFolderLock> {
  const id = randomBytes(4).toString('hex');
  const path = join(dataDir, `launcher-${id}.lock`);
  const socket = join(socketFolder, `launcher-${id}.sock`);
  const server = await listenForKnocks(socket);
  // What is listened on must not keep a process alive that has nothing else to do.
  server.unref();
  const release = () => {
    rmSync(path, { force: true });
    server.close();
  };
  try {
    const mine = describeThisProcess(socket);
    writeWhole(path, JSON.stringify(mine));
    await outlastOthers(dataDir, path, mine);
  } catch (error) {
    release();
    throw error;
  }
  return { release };
}

function describeThisProcess(socket: string): Claim {
  return {
    ...readMachine(),
    pid: process.pid,
    processStart: readProcessStart(process.pid) ?? '',
    startedAt: new Date().toISOString(),
    socket,
  };
}

function writeWhole(path: string, text: string): void {
  const aside = `${path}.new`;
  const file = openSync(aside, 'wx', 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  renameSync(aside, path);
}

async function outlastOthers(dataDir: string, path: string, mine: Claim): Promise<void> {
  const giveUpAt = Date.now() + withdrawalMs;
  for (;;) {
    const other = await findOther(dataDir, path);
    if (other === null) return;
    const isMineFirst = `${mine.startedAt} ${path}` < `${other.claim.startedAt} ${other.path}`;
    if (!other.isUnclear && isMineFirst && Date.now() < giveUpAt) await sleep(50);
    else throw new StartError(describeRefusal(dataDir, other));
  }
}

interface OtherClaim {
  path: string;
  claim: Claim;
  /** From here it cannot be seen whether it is upheld. */
  isUnclear: boolean;
}

/** A claim that somebody upholds, or may uphold; those of the dead are removed on the way. */
async function findOther(dataDir: string, ownPath: string): Promise<OtherClaim | null> {
  for (const name of readdirSync(dataDir).filter((found) => claimName.test(found))) {
    const path = join(dataDir, name);
    if (path === ownPath) continue;
    const other = readClaim(path);
    const state = other === null ? 'given up' : await assessClaim(other);
    if (other !== null && state !== 'given up') return { path, claim: other, isUnclear: state === 'unclear' };
    rmSync(path, { force: true });
    if (other !== null) rmSync(other.socket, { force: true });
  }
  return null;
}

/** Null for one that just went, or that was cut off when the machine lost power: claims get their name when whole. */
function readClaim(path: string): Claim | null {
  try {
    return claim.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

async function assessClaim(other: Claim): Promise<'upheld' | 'given up' | 'unclear'> {
  const here = readMachine();
  if (other.bootId !== here.bootId) return other.host === here.host ? 'given up' : 'unclear';
  const knocked = await knock(other.socket);
  if (knocked === 'answered') return 'upheld';
  // In another container of this machine: its sockets are seen where they lie in the shared data folder.
  if (other.pidNamespace !== here.pidNamespace) return knocked === 'abandoned' ? 'given up' : 'unclear';
  return readProcessStart(other.pid) === other.processStart ? 'upheld' : 'given up';
}

function describeRefusal(dataDir: string, { path, claim: { host, pid, startedAt }, isUnclear }: OtherClaim): string {
  const who = `host ${host}, pid ${pid}, since ${startedAt}`;
  return isUnclear
    ? `${dataDir} is in use by a Kneepoint elsewhere (${who}); if that one no longer runs, remove ${path}.`
    : `Kneepoint already runs on ${dataDir} (${who}): use that one, end it, or set KNEEPOINT_DATA_DIR.`;
}
