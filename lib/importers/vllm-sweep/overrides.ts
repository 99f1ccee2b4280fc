import type { BaseMeasurement } from '@/lib/domain/measurement';
import { SERVE_FLAGS } from '@/lib/vllm/arguments/serve-flags';

const serveFlags = new Set(SERVE_FLAGS.map(({ name }) => name));
/** Flags of the server that are also keys of the client's result, where they mean the client's. */
const ambiguous = new Set(['model', 'tokenizer', 'seed', 'backend', 'label']);

/**
 * Of a run of `vllm bench sweep`: the overrides of the server, which the sweep writes beside the client's keys, as flags of
 * the deployment, so that two combinations are two deployments. A key is the server's where the folder's SERVE part names
 * it, or where it is a flag of `vllm serve` ("a.b" is a field of flag "a").
 */
export function withSweepOverrides(measurement: BaseMeasurement): BaseMeasurement {
  const { extra, deployment, repeat, source } = measurement;
  if (repeat === null || source.format === 'kneepoint') return measurement;
  const serve = /(?:^|\/)SERVE--(.*?)(?:-BENCH--|-WL--|-SLA--|\/)/.exec(source.file)?.[1] ?? '';
  const moved = Object.entries(extra).flatMap(([key, value]): [string, string | number | boolean][] => {
    const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return isScalar && isOfServer(key, serve) ? [[key, value]] : [];
  });
  if (moved.length === 0) return measurement;
  const keys = new Set(moved.map(([key]) => key));
  const flags = Object.fromEntries(moved.map(([key, value]) => [key.replaceAll('_', '-'), value]));
  return {
    ...measurement,
    deployment: { ...deployment, flags: { ...deployment.flags, ...flags } },
    extra: Object.fromEntries(Object.entries(extra).filter(([key]) => !keys.has(key))),
  };
}

function isOfServer(key: string, serve: string): boolean {
  const name = key.replaceAll('_', '-').replace(/\..*$/, '');
  if (ambiguous.has(name)) return false;
  return serve.startsWith(`${key}=`) || serve.includes(`-${key}=`) || serveFlags.has(name);
}
