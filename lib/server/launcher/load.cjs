const { spawnSync } = require('node:child_process');
const { dirname, join } = require('node:path');

// Everything is found from here, whichever folder the command was given in.
const root = dirname(dirname(dirname(__dirname)));
process.chdir(root);

const generated = spawnSync(process.execPath, [join(root, 'prisma/generate.mjs')], { stdio: 'inherit' });
if (generated.status !== 0) process.exit(1);

import('tsx/esm/api').then(({ register }) => {
  register();
  return import('./main.ts');
});
