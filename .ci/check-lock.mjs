// Fails when package-lock.json names a host, misses a checksum, or would not install on Linux and macOS alike.
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const entries = Object.entries(packages).filter(([path]) => path !== '');
const problems = [];

for (const [path, { resolved, integrity, inBundle }] of entries) {
  if (resolved !== undefined) problems.push(`${path} names where it was fetched from`);
  if (integrity === undefined && !inBundle) problems.push(`${path} has no checksum`);
}
for (const [path, { optionalDependencies = {} }] of entries) {
  for (const name of Object.keys(optionalDependencies)) {
    const isWanted = /(linux|darwin)-(x64|arm64)/.test(name);
    if (isWanted && !(`${path}/node_modules/${name}` in packages) && !(`node_modules/${name}` in packages)) {
      problems.push(`${name}, which ${path} needs on another machine, is missing`);
    }
  }
}

if (problems.length > 0) {
  process.stderr.write(
    `package-lock.json: ${problems.join('; ')}.\nRemove it and node_modules, and run npm install.\n`,
  );
  process.exitCode = 1;
}
