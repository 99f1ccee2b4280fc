import { z } from 'zod';
import { askEndpoint } from './ask-endpoint';
import type { GuardedEndpoint } from './endpoint-guard';

const models = z.object({
  data: z
    .array(z.object({ id: z.string().min(1).max(500), max_model_len: z.number().nullish() }))
    .min(1)
    .max(1000),
});
const version = z.object({ version: z.string().max(100) });
const limits = { timeoutMs: 10_000, maxBytes: 4 * 1024 * 1024 };

export type ServedModels =
  | { ok: true; models: { id: string; maxModelLen: number | null }[]; version: string | null }
  | { ok: false; code: string; message: string };

/** Asks an endpoint what it serves, and its version where it tells one: `GET /v1/models`, `GET /version`. */
export async function findServedModels(
  endpoint: GuardedEndpoint,
  headers: Readonly<Record<string, string>> = {},
): Promise<ServedModels> {
  const answer = await askEndpoint(endpoint, '/v1/models', { ...limits, headers });
  if (!answer.ok) return answer;
  if (answer.status !== 200) {
    return {
      ok: false,
      code: 'status',
      message: `${endpoint.hostname} answers GET /v1/models with status ${answer.status}, not 200.`,
    };
  }
  const listed = models.safeParse(parse(answer.body));
  if (!listed.success) {
    return {
      ok: false,
      code: 'garbage',
      message: `${endpoint.hostname} answers GET /v1/models with something that is no list of models.`,
    };
  }
  const told = await askEndpoint(endpoint, '/version', limits);
  return {
    ok: true,
    models: listed.data.data.map(({ id, max_model_len: length }) => ({ id, maxModelLen: length ?? null })),
    version: told.ok ? (version.safeParse(parse(told.body)).data?.version ?? null) : null,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
