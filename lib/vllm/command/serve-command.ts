import { readContainerRun } from './container-run';
import { expandWords, readVariables, type ShellVariables } from './shell-variables';
import { readShellCommands } from './shell-words';

/** A start of vLLM's server, as a command line or a container tells it. */
export interface ServeCommand {
  /** What follows `vllm serve`. */
  argv: string[];
  image: string | null;
  /** Devices the process may see, where the command says so; null: all of the machine's, or not said. */
  gpus: number | null;
}

/** How deep shells in shells are followed. */
const deepest = 3;
const vllmImage = /(?:^|[/_-])vllm(?:[-_/:@.]|$)/i;

/**
 * Finds the start of a server in the words of one command: `vllm serve`, `python -m vllm.entrypoints.openai.api_server`,
 * either behind environment, `docker run` or `sh -c`. Arguments alone count where `image` is vLLM's. null: there is none.
 * `variables`: what names in the words stand for.
 */
export function findServeCommand(
  written: readonly string[],
  image: string | null = null,
  variables: ShellVariables = new Map(),
  depth = 0,
): ServeCommand | null {
  const words = expandWords(written, variables);
  const container = readContainerRun(words);
  if (container && depth < deepest) {
    const inner = findServeCommand(container.words, container.image, variables, depth + 1);
    return inner && { ...inner, gpus: inner.gpus ?? container.gpus };
  }
  const start = startOf(words);
  if (start !== null) return { argv: words.slice(start), image, gpus: visibleDevices(words.slice(0, start)) };
  const script = scriptIn(words);
  if (script !== null) return depth < deepest ? findInScript(script, image, variables, depth + 1) : null;
  const isServer = image !== null && vllmImage.test(image) && (words[0]?.startsWith('-') ?? true);
  const isModel =
    image !== null && /vllm-openai/.test(image) && words[0] !== undefined && !/^(?:\/|python)/.test(words[0]);
  return isServer || isModel ? { argv: [...words], image, gpus: null } : null;
}

function findInScript(script: string, image: string | null, known: ShellVariables, depth: number): ServeCommand | null {
  const variables = readVariables(script, known);
  for (const words of readShellCommands(script)) {
    const isServer = startOf(words) !== null || scriptIn(words) !== null;
    const found = isServer ? findServeCommand(words, image, variables, depth) : null;
    if (found) return found;
  }
  return null;
}

/** Where the server's arguments begin; null where no server is started. */
function startOf(words: readonly string[]): number | null {
  for (const [index, word] of words.entries()) {
    const isVllm = /(?:^|\/)vllm$/.test(word) || word === 'vllm.entrypoints.cli.main';
    if (isVllm && words[index + 1] === 'serve') return index + 2;
    if (/^vllm\.entrypoints\.(?:openai\.)?api_server$|vllm\/entrypoints\/(?:openai\/)?api_server\.py$/.test(word))
      return index + 1;
  }
  return null;
}

/** The script behind `sh -c`, "-lc" and the like included. */
function scriptIn(words: readonly string[]): string | null {
  const shell = words.findIndex((word) => /(?:^|\/)(?:ba|da|z)?sh$/.test(word));
  if (shell === -1) return null;
  const option = words.findIndex((word, index) => index > shell && /^-[a-z]*c$/.test(word));
  return option === -1 ? null : (words[option + 1] ?? null);
}

function visibleDevices(before: readonly string[]): number | null {
  for (const word of before) {
    const listed = /^(?:CUDA|HIP|ROCR)_VISIBLE_DEVICES=([\d,]+)$/.exec(word)?.[1];
    if (listed !== undefined) return listed.split(',').filter(Boolean).length || null;
  }
  return null;
}

const mentions = /\bvllm['"]?\s+serve\b|api_server|\b(?:docker|podman|nerdctl)\s+(?:container\s+)?(?:run|create)\b/;
/** More commands with variables in them than these are not read: what is put in place takes room. */
const mostReferring = 200;
/** Lines a quote may stay open for, before it is taken for an apostrophe. */
const mostQuotedLines = 200;

/** Starts of a server in a text that may be anything: a script, a terminal's scroll-back, a page of notes. */
export function serveCommandsIn(text: string): ServeCommand[] {
  const { commands, variables } = commandsMentioning(mentions, text);
  return commands.flatMap((words) => findServeCommand(words, null, variables) ?? []);
}

/**
 * The commands of a text whose lines match, each as its words, and what the text sets its variables to. Only those lines
 * are read as a shell would, so that an apostrophe elsewhere does no harm.
 */
export function commandsMentioning(pattern: RegExp, text: string): { commands: string[][]; variables: ShellVariables } {
  const lines = logicalLines(text);
  const commands: string[][] = [];
  let referring = 0;
  for (let at = 0; at < lines.length; at++) {
    if (!pattern.test(lines[at]!)) continue;
    let block = lines[at]!;
    for (let more = 0; more < mostQuotedLines && hasOpenQuote(block) && at + 1 < lines.length; more++)
      block += `\n${lines[++at]!}`;
    for (const words of readShellCommands(block.replace(/^[\s>$`#]*(?=[\w/])/, '').replaceAll('`', ' '))) {
      const refers = words.some((word) => word.includes('$'));
      if (!refers || ++referring <= mostReferring) commands.push(words);
    }
  }
  return { commands, variables: referring > 0 ? readVariables(text) : new Map() };
}

/** Lines with those they continue on; PowerShell continues behind a backtick. */
function logicalLines(text: string): string[] {
  const lines: string[] = [];
  let open = false;
  for (const written of text.split(/\r?\n/)) {
    const line = written.replace(/[ \t]`[ \t]*$/, ' \\').trimEnd();
    if (open) lines.push(`${lines.pop() ?? ''}\n${line}`);
    else lines.push(line);
    open = line.endsWith('\\');
  }
  return lines;
}

function hasOpenQuote(text: string): boolean {
  let quote: string | null = null;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === '\\' && quote !== "'") at += 1;
    else if (quote === null && (char === "'" || char === '"')) quote = char;
    else if (char === quote) quote = null;
  }
  return quote !== null;
}
