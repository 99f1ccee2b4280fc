import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endChild, startChild } from './child';
import { StartError } from './start-error';

const sources = ['app', 'components', 'lib', 'public'];
const settings = ['package-lock.json', 'next.config.ts', 'postcss.config.mjs', 'tsconfig.json', 'prisma/schema.prisma'];
const fingerprintFile = '.next/kneepoint-fingerprint';
/** Not part of what is served, or written from what is. */
const leftOut = /\.test\.tsx?$|^lib\/(cli|db\/generated|db\/testing|server\/launcher)(\/|$)/;

/**
 * Builds the pages unless they were built from exactly these sources; `signal` breaks off. Throws `StartError` when
 * that fails. `tell` hears when it begins, because it takes a while.
 */
export async function buildWhenNeeded(tell: (sentence: string) => void, signal: AbortSignal): Promise<void> {
  const fingerprint = computeFingerprint();
  if (isBuiltFrom(fingerprint)) return;
  refuseReadOnly();
  rmSync(fingerprintFile, { force: true });
  tell('Building the pages, which takes about half a minute, once per version.');
  await build(signal);
  writeFileSync(fingerprintFile, fingerprint);
}

/** Next writes its build id last, and removes it when it begins another build. */
function isBuiltFrom(fingerprint: string): boolean {
  const isBuilt = existsSync('.next/BUILD_ID') && existsSync(fingerprintFile);
  return isBuilt && readFileSync(fingerprintFile, 'utf8') === fingerprint;
}

/** Of names and contents, in an order that does not depend on the file system. */
function computeFingerprint(): string {
  const hash = createHash('sha256').update(process.versions.modules);
  for (const file of [...settings, ...sources.flatMap(listFiles)]) {
    const content = readFileSync(file);
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (leftOut.test(path)) return [];
      return entry.isDirectory() ? listFiles(path) : [path];
    });
}

function refuseReadOnly(): void {
  try {
    accessSync(existsSync('.next') ? '.next' : '.', constants.W_OK);
  } catch {
    throw new StartError('The pages are not built, and this folder cannot be written to: run npm run build first.');
  }
}

async function build(signal: AbortSignal): Promise<void> {
  const child = startChild({
    script: 'node_modules/next/dist/bin/next',
    arguments: ['build'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    output: 'held with errors',
  });
  const held: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => held.push(chunk));
  const breakOff = () => void endChild(child, 500);
  signal.addEventListener('abort', breakOff);
  const exitCode = await new Promise((resolve) => child.once('close', resolve));
  signal.removeEventListener('abort', breakOff);
  signal.throwIfAborted();
  if (exitCode === 0) return;
  process.stderr.write(Buffer.concat(held));
  throw new StartError('The pages could not be built; what Next.js says about it stands above.');
}
