import { defineConfig } from 'vitest/config';

// Nothing a test sees may depend on whose machine it runs on; dates and numbers are formatted in this place and tongue.
process.env.TZ = 'UTC';
process.env.LANG = 'en_US.UTF-8';
process.env.LC_ALL = 'en_US.UTF-8';

export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    env: { NODE_ENV: 'test', TZ: 'UTC' },
    restoreMocks: true,
    // A test that hangs is ended; a machine with other things to do is no reason for one to fail.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    unstubEnvs: true,
    passWithNoTests: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{app,components,lib,prisma}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.{db,process,reference}.test.ts', 'node_modules/**'],
          // Properties try hundreds of cases, which takes its time on a busy machine.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        // Against real result files of other people, which lie beside the repository and not in it.
        test: { name: 'reference', include: ['{lib,prisma}/**/*.reference.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['{lib,prisma}/**/*.db.test.ts'],
          globalSetup: ['lib/db/testing/global-setup.ts'],
          // Every suite has a database of its own, which is memory.
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'process',
          include: ['{lib,prisma}/**/*.process.test.ts'],
          globalSetup: ['lib/db/testing/global-setup.ts'],
          // Real processes and signals: alone, so that a deadline measures them and not each other.
          fileParallelism: false,
        },
      },
    ],
  },
});
