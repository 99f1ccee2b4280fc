// npm start, npm run dev, npm run build. What follows may use what our Node has; this file must not.
require('./check-node.cjs');
require('./load.cjs');
