// Runs before anything else, on any Node: nothing here may be newer than Node itself.
var parts = process.versions.node.split('.');
var major = Number(parts[0]);
var minor = Number(parts[1]);

if (!((major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24)) {
  process.stderr.write(
    'Kneepoint needs Node.js 20.19, 22.13, or 24 and later; this is ' + process.versions.node + '.\n',
  );
  process.exit(1);
}
