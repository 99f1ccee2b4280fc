import { readFileSync } from 'node:fs';
import { quote } from '../../bundle/quote';
import { identityShell } from '../../bundle/shell-text';

/** A script for the target: what an executor can do with a job folder, and then the calls asked for. */
export function folderScript(work: string, name: string, calls: readonly string[]): string {
  const functions = readFileSync(new URL('./job-folder.sh', import.meta.url), 'utf8');
  return ['umask 077', identityShell(), `work=${quote(work)}`, `name=${quote(name)}`, functions, ...calls].join('\n');
}

/** One call of a function of the script; every argument arrives as it is. */
export const call = (name: string, ...words: (string | number)[]): string =>
  [name, ...words.map((word) => quote(String(word)))].join(' ');
