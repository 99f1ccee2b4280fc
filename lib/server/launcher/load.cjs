const { spawnSync } = require('node:child_process');
const { dirname, join } = require('node:path');

// Everything is found from here, whichever folder the command was given in.
const root = dirname(dirname(dirname(__dirname)));
process.chdir(root);

// The launcher takes over when it is there. A terminal tells what is started here as well, which may end before us.
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const signal of signals) process.on(signal, () => process.exit(0));

const generated = spawnSync(process.execPath, [join(root, 'prisma/generate.mjs')], { stdio: 'inherit' });
if (signals.includes(generated.signal)) process.exit(0);
if (generated.status !== 0) process.exit(1);

import('tsx/esm/api').then(({ register }) => {
  register();
  return import('./main.ts');
});
