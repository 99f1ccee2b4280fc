import { createHash } from 'node:crypto';
import { attemptName, type Bundle, bundleVersion } from '../../bundle/bundle';
import { quote } from '../../bundle/quote';
import { framedRun } from '../../transports/framed-run';
import { type Transport, TransportError } from '../../transports/transport';
import type {
  Adoption,
  CancelResult,
  Executor,
  JobFile,
  JobHandle,
  LogChunk,
  Submission,
  TargetFacts,
} from '../executor';
import { type Answers, answerOf, parseAnswers, seenFrom, statusOf } from './answers';
import { refusals } from './refusals';
import { call, folderScript } from './script';

export interface ProcessTarget {
  /** Folder of the job folders: absolute, or below "~/". */
  workFolder: string;
  /** How vLLM is called there, for `probe`. */
  vllm: readonly string[];
  prologue: readonly string[];
}

const short = { timeoutMs: 30_000, maxBytes: 4 * 1024 * 1024 };
const long = { timeoutMs: 300_000, maxBytes: 64 * 1024 * 1024 };
const namePattern = /^kneepoint-[A-Za-z0-9][A-Za-z0-9_-]{0,63}\.[a-z0-9][a-z0-9-]{0,63}\.[1-9]\d{0,5}$/;
const pathPattern = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)?$/;

/**
 * Runs jobs as processes of whatever machine a transport reaches: a folder per attempt, a leader in a session of its
 * own, files as the only word from it. Knows a process by number, start time and boot together. Keeps nothing itself.
 */
export function processExecutor(transport: Transport, target: ProcessTarget): Executor {
  const run = async (handle: JobHandle, calls: readonly string[], limits = short) => {
    if (!namePattern.test(handle.name))
      throw new RangeError(`Not the name of an attempt: ${JSON.stringify(handle.name)}`);
    return (await framedRun(transport, folderScript(target.workFolder, handle.name, calls), limits)).stdout;
  };
  const ask = async (handle: JobHandle, calls: readonly string[], limits = short) =>
    parseAnswers(new TextDecoder().decode(await run(handle, calls, limits)));

  return {
    probe: () => probe(transport, target),
    submit: async (bundle, secrets) => {
      const handle = { name: attemptName(bundle) };
      return submissionFrom(await ask(handle, submitCalls(bundle, secrets), long), handle);
    },
    observe: async (handle) => seenFrom(await ask(handle, ['observe'])),
    readLog: async (handle, stream, offset, maxBytes) => {
      const answer = await run(handle, [call('read_log', plainPath(stream), offset, maxBytes)], withRoom(maxBytes));
      return logChunk(answer, offset);
    },
    metrics: async (handle) => new TextDecoder().decode(await run(handle, ['metrics'])) || null,
    list: async (handle) => filesFrom(await ask(handle, ['list_files'], long)),
    fetch: async (handle, path, maxBytes) =>
      fileFrom(await run(handle, [call('fetch_file', plainPath(path), maxBytes)], withRoom(maxBytes)), path),
    ask: async (handle, turn, load) => {
      if (!/^(\d{4,6}|end)$/.test(load)) throw new RangeError(`Not a load: ${JSON.stringify(load)}`);
      refuseRefusal(await ask(handle, [call('ask', String(turn).padStart(4, '0'), load)]));
    },
    cancel: async (handle, how) => leftFrom(await ask(handle, [`cancel_${how}`], long)),
    adopt: async (name): Promise<Adoption> => {
      const handle = { name };
      return { kind: understood(statusOf(await ask(handle, ['observe'])), transport), handle };
    },
    cleanup: async (handle, { remove }) =>
      leftFrom(refuseRefusal(await ask(handle, [call('cleanup', remove ? 'remove' : 'keep')], long))),
  };
}

const withRoom = (maxBytes: number) => ({ timeoutMs: long.timeoutMs, maxBytes: maxBytes + 65_536 });

function understood<T>(value: T | null, transport: Transport): T {
  if (value === null) throw new TransportError(`${transport.name}: an answer that is not understood.`);
  return value;
}

function plainPath(path: string): string {
  if (!pathPattern.test(path) || path.includes('..'))
    throw new RangeError(`Not a file of a job: ${JSON.stringify(path)}`);
  return path;
}

/** Secrets come after the files and right before the start, so that they lie there as briefly as can be. */
function submitCalls(bundle: Bundle, secrets: Readonly<Record<string, string>>): string[] {
  const missing = bundle.environment.filter((name) => secrets[name] === undefined);
  const asked = bundle.environment.filter((name) => secrets[name] !== undefined);
  const environment = asked.map((name) => `export ${name}=${quote(secrets[name]!)}\n`).join('');
  return [
    call('begin_placing', `kneepoint-job ${bundleVersion}`),
    ...bundle.files.map(({ path, content }) => call('put', path, content)),
    ...(missing.length < bundle.environment.length ? [call('put', 'env', environment)] : []),
    'start',
  ];
}

function submissionFrom(answers: Answers, handle: JobHandle): Submission {
  const refused = answerOf(answers, 'refused');
  if (refused)
    return {
      kind: 'refused',
      reason: refused,
      message: refusals[refused] ?? `The target refused the job: ${refused}.`,
    };
  const status = answerOf(answers, 'status');
  if (status === 'started' || status === 'running' || status === 'ended' || status === 'gone')
    return { kind: status, handle };
  throw new TransportError('The target gave no answer about the job that is understood.');
}

function refuseRefusal(answers: Answers): Answers {
  const refused = answerOf(answers, 'refused');
  if (refused) throw new RangeError(refusals[refused] ?? `The target refused: ${refused}.`);
  return answers;
}

function leftFrom(answers: Answers): CancelResult {
  const left = Number(answerOf(answers, 'left'));
  if (!Number.isInteger(left)) throw new TransportError('The target did not say how many processes are left.');
  return { left };
}

/** Splits an answer after its first line. */
function headAndBody(answer: Uint8Array): { head: Answers; body: Uint8Array } {
  const newline = answer.indexOf(10);
  const end = newline < 0 ? answer.length : newline;
  return { head: parseAnswers(new TextDecoder().decode(answer.subarray(0, end))), body: answer.subarray(end + 1) };
}

function logChunk(answer: Uint8Array, offset: number): LogChunk {
  const { head, body } = headAndBody(answer);
  return { bytes: body, offset, size: Number(answerOf(head, 'size') ?? 0) };
}

function filesFrom(answers: Answers): JobFile[] {
  return (answers.get('file') ?? []).flatMap((line) => {
    const [size, sha256, ...rest] = line.split(' ');
    const path = rest.join(' ');
    if (!pathPattern.test(path)) return [];
    return [{ path, size: Number(size), sha256: /^[0-9a-f]{64}$/.test(sha256 ?? '') ? sha256! : null }];
  });
}

function fileFrom(answer: Uint8Array, path: string): Uint8Array {
  const { head, body } = headAndBody(answer);
  refuseRefusal(head);
  const stated = answerOf(head, 'sha256');
  if (stated && createHash('sha256').update(body).digest('hex') !== stated) {
    throw new TransportError(`${path} did not arrive whole.`);
  }
  return body;
}

async function probe(transport: Transport, { workFolder, vllm, prologue }: ProcessTarget): Promise<TargetFacts> {
  const version = `vllm_version() {\n${prologue.join('\n')}\n${vllm.map(quote).join(' ')} --version 2>/dev/null </dev/null\n}`;
  const script = folderScript(workFolder, 'probe', [version, 'probe']);
  const result = await framedRun(transport, script, { timeoutMs: 120_000, maxBytes: short.maxBytes });
  const answers = parseAnswers(new TextDecoder().decode(result.stdout));
  const free = Number(answerOf(answers, 'free') ?? NaN);
  return {
    system: answerOf(answers, 'system') ?? '',
    cpus: Number(answerOf(answers, 'cpus')) || null,
    gpus: answers.get('gpu')?.join('\n') ?? null,
    vllmVersion: answerOf(answers, 'vllm'),
    groups:
      (['setsid', 'job-control', 'python3'] as const).find((method) => method === answerOf(answers, 'groups')) ?? null,
    http: (['curl', 'python3'] as const).find((method) => method === answerOf(answers, 'http')) ?? null,
    workFolder: { writable: answerOf(answers, 'writable') === 'yes', freeKiB: Number.isFinite(free) ? free : null },
  };
}
