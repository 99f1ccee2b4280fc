import { fetchJson } from './http/fetch-text';
import { isRecord } from './is-record';
import type { HttpTarget } from './http/target';
import type { BenchServeOptions } from './options';

export interface ServedModel {
  /** What the result is about. */
  id: string;
  /** What requests call it. */
  name: string;
  /** Whose it is, in the server's words; null where it did not say. */
  ownedBy: string | null;
}

/**
 * The model to measure: the one given, else the first of `GET /v1/models`, where `root` is what it was loaded from.
 * Throws where the server names none.
 */
export async function findModel(
  target: HttpTarget,
  { model, servedModelName }: Pick<BenchServeOptions, 'model' | 'servedModelName'>,
  signal?: AbortSignal,
): Promise<ServedModel> {
  if (model !== null) return { id: model, name: servedModelName ?? model, ownedBy: null };
  const request = { method: 'GET', path: '/v1/models', deadlineMs: 30_000, maxBytes: 2 ** 20 } as const;
  const answer = await fetchJson(target, request, signal);
  const first: unknown = isRecord(answer) && Array.isArray(answer.data) ? answer.data[0] : null;
  if (!isRecord(first) || typeof first.id !== 'string') {
    throw new Error('the server names no model at /v1/models: say which one with --model');
  }
  return {
    id: typeof first.root === 'string' ? first.root : first.id,
    name: servedModelName ?? first.id,
    ownedBy: typeof first.owned_by === 'string' ? first.owned_by : null,
  };
}
