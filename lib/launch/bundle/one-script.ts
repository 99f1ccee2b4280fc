import { attemptName, type Bundle } from './bundle';
import { quote } from './quote';

const marker = 'KNEEPOINT_END_OF_FILE';

/**
 * Several bundles as one script, to read or to download: it writes their folders beside it, and runs them one after
 * the other. What it writes is byte for byte what an executor would place. Ends with 1 where any of them did not end
 * with 0.
 */
export function oneScript(bundles: readonly Bundle[]): string {
  const folders = bundles.map((bundle) => attemptName(bundle));
  return [
    '#!/bin/sh\n',
    `# A Kneepoint job with ${bundles.length} ${bundles.length === 1 ? 'deployment' : 'deployments'}. It writes a folder for each and runs them in turn.\n`,
    'set -eu\numask 077\nstatus=0\n\n',
    ...bundles.map((bundle, i) => unpack(bundle, folders[i]!)),
    ...folders.map((folder) => `sh ${quote(`${folder}/run.sh`)} || status=1\n`),
    'exit "$status"\n',
  ].join('');
}

function unpack(bundle: Bundle, folder: string): string {
  const parents = new Set(
    bundle.files.map(({ path }) => path.split('/').slice(0, -1).join('/')).filter((path) => path !== ''),
  );
  const makeFolders = [folder, ...[...parents].map((path) => `${folder}/${path}`)].map(quote).join(' ');
  const files = bundle.files.map(({ path, content }) => hereDocument(`${folder}/${path}`, content));
  return `mkdir -p ${makeFolders}\n${files.join('')}\n`;
}

function hereDocument(path: string, content: string): string {
  const lines = content.split('\n');
  if (lines.pop() !== '') throw new RangeError(`${path} does not end with a line end.`);
  if (lines.includes(marker)) throw new RangeError(`${path} holds the line that ends it.`);
  return `cat >${quote(path)} <<'${marker}'\n${content}${marker}\n`;
}
