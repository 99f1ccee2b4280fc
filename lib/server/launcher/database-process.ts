// The database process: database-process.ts DATA_FOLDER SOCKET_FOLDER. Tells its parent when it answers.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serveSession } from '@/lib/db/embedded/serve-session';
import { openEmbeddedDatabase } from './embedded-database';
import { knock, listenForKnocks } from './knock';

const [dataDir, socketFolder] = process.argv.slice(2);
if (dataDir === undefined || socketFolder === undefined) throw new Error('Two folders are needed.');

await excludeOthers(join(socketFolder, 'database.sock'));
const pglite = await openEmbeddedDatabase(dataDir);
const socket = join(socketFolder, '.s.PGSQL.5432');
rmSync(socket, { force: true });
const server = await serveSession(pglite, socket, (error) => {
  process.stderr.write(`The embedded database broke: ${String(error)}\n`);
  process.exit(1);
});
process.once('SIGTERM', () => void end());
process.send?.('ready');

async function end(): Promise<void> {
  await server.close();
  await pglite.close();
  process.exit(0);
}

/**
 * The launcher's lock keeps other launchers away; this keeps away a database process that outlives its own, killed,
 * launcher or predecessor by a moment. Two that open the same files lose data without a word.
 */
async function excludeOthers(path: string): Promise<void> {
  const giveUpAt = Date.now() + 20_000;
  for (;;) {
    const knocked = await knock(path);
    if (knocked === 'abandoned') rmSync(path, { force: true });
    if (knocked === 'answered') {
      if (Date.now() > giveUpAt) throw new Error(`Another process has the database open (${path}).`);
      await sleep(50);
      continue;
    }
    await listenForKnocks(path);
    return;
  }
}
