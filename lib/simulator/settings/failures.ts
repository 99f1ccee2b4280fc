/**
 * Failures to order with `SIM_FAIL`, a comma-separated list of `name` or `name:number`. The README's table is tested to hold
 * exactly these names.
 */
export const FAILURES = {
  'slow-start': { unit: 'seconds', summary: 'becomes ready that much later' },
  'never-ready': { unit: null, summary: 'stops in mid-start, for ever; the port stays closed' },
  oom: { unit: null, summary: 'CUDA out of memory while loading weights; exit 1' },
  'no-kv-memory': { unit: null, summary: 'no memory left for the cache; exit 1' },
  'crash-after': {
    unit: 'requests',
    summary: 'the engine dies when that many requests have ended; open streams end with an error, exit 1',
  },
  'dead-after': { unit: 'requests', summary: 'the engine dies, the API server stays: /health says 503, requests 500' },
  'hang-after': { unit: 'requests', summary: 'the engine stops working; /health still says 200, streams stand still' },
  'refuse-stop': { unit: null, summary: 'SIGINT, SIGTERM and SIGHUP change nothing; only SIGKILL ends it' },
  'slow-stop': { unit: 'seconds', summary: 'SIGTERM takes that long' },
  orphan: { unit: null, summary: 'the engine processes outlive the API server and ignore SIGTERM' },
  garbage: { unit: null, summary: 'answers requests with 200 and bytes that are no JSON' },
  'drop-after': { unit: 'tokens', summary: 'cuts the connection of every stream after that many tokens' },
  endless: { unit: null, summary: 'streams never end, whatever max_tokens says' },
  'error-share': { unit: 'share', summary: 'that share of the requests is answered with 500' },
  'bench-fail': { unit: null, summary: '`vllm bench` exits with 1 and writes nothing' },
  'bench-hang': { unit: null, summary: '`vllm bench` never ends' },
  'bench-garbage': { unit: null, summary: '`vllm bench` exits with 0 and leaves half a result file' },
} as const satisfies Record<string, { unit: string | null; summary: string }>;

type FailureName = keyof typeof FAILURES;

/** The failures ordered; the number is 0 for those that have none. */
export type Failures = ReadonlyMap<FailureName, number>;

/** Reads the list, or says in a sentence what is wrong with it. Empty and absent order nothing. */
export function parseFailures(text: string | undefined): { failures: Failures } | { problem: string } {
  const failures = new Map<FailureName, number>();
  for (const part of (text ?? '')
    .split(',')
    .map((piece) => piece.trim())
    .filter(Boolean)) {
    const [name = '', amount] = part.split(':');
    if (!isFailureName(name))
      return { problem: `SIM_FAIL: there is no failure "${name}" (${Object.keys(FAILURES).join(', ')})` };
    const needs = FAILURES[name].unit;
    const value = amount === undefined ? 0 : Number(amount);
    if (needs === null ? amount !== undefined : amount === undefined || !(value >= 0)) {
      return {
        problem: `SIM_FAIL: ${name} takes ${needs === null ? 'no number' : `a number of ${needs}, as ${name}:2`}`,
      };
    }
    failures.set(name, value);
  }
  return { failures };
}

function isFailureName(name: string): name is FailureName {
  return Object.hasOwn(FAILURES, name);
}
