// First step of build, test and dev: writes the Prisma client to lib/db/generated, unless it is there already.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const generated = join(root, 'lib/db/generated');
const fingerprintFile = join(generated, '.fingerprint');

const prismaPackage = require.resolve('prisma/package.json');
const { version } = JSON.parse(readFileSync(prismaPackage, 'utf8'));
const fingerprint = createHash('sha256')
  .update(version)
  .update(readFileSync(join(root, 'prisma/schema.prisma')))
  .digest('hex');

const isFresh =
  existsSync(join(generated, 'client.ts')) &&
  existsSync(fingerprintFile) &&
  readFileSync(fingerprintFile, 'utf8') === fingerprint;

if (!isFresh) {
  // The command line tool would download a schema engine that `generate` never runs: any existing file contents it.
  // Never set this for `prisma migrate`, which would then report success without a database.
  const run = spawnSync(process.execPath, [join(dirname(prismaPackage), 'build/index.js'), 'generate'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  if (run.status !== 0) {
    process.stderr.write(`${run.stdout ?? ''}${run.stderr ?? ''}Prisma's client could not be generated.\n`);
    process.exit(1);
  }
  writeFileSync(fingerprintFile, fingerprint);
}
