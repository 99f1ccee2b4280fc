// npm test: names a wrong Node before anything that needs the right one is read.
require('../lib/server/launcher/check-node.cjs');
import('./test.mjs');
