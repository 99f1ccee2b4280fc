import { readFileSync } from 'node:fs';

const read = (url: URL): string => readFileSync(url, 'utf8');

/**
 * The parts of the job script in their order. Each address is written out whole: that is how a bundler finds the file.
 */
const parts = () => [
  read(new URL('./shell/header.sh', import.meta.url)),
  identityShell(),
  read(new URL('./shell/groups.sh', import.meta.url)),
  read(new URL('./shell/storage.sh', import.meta.url)),
  read(new URL('./shell/http.sh', import.meta.url)),
  read(new URL('./shell/preflight.sh', import.meta.url)),
  read(new URL('./shell/server.sh', import.meta.url)),
  read(new URL('./shell/loads.sh', import.meta.url)),
  read(new URL('./shell/main.sh', import.meta.url)),
];

/** The shell functions that tell processes apart; executors use the same ones. */
export const identityShell = (): string => read(new URL('./shell/identity.sh', import.meta.url));

/** `run.sh`, the same for every job. */
export const runScript = (): string => parts().join('\n');
