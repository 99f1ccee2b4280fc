import type { z } from 'zod';
import {
  type Alias,
  type AliasesResponse,
  errorBody,
  type ErrorCode,
  type healthResponse,
  type ImportResponse,
  type measurementsResponse,
  type PointsResponse,
  type PreviewResponse,
  type ProblemWire,
  type SamplesResponse,
  type StoredMeasurement,
} from './contracts';
import type { UndoneImport } from './import-contracts';
import type {
  BinResponse,
  ChangesResponse,
  DeletionRequest,
  EditRequest,
  ImportsResponse,
  ReimportPreview,
  ReimportRequest,
  SelectionWire,
  WrittenChange,
} from './edit-contracts';
import { jobCalls } from './job-client';
import type { SendOptions } from './send';
import { toQuery } from './to-query';

/** A refusal by the API, or silence: `unreachable` means nothing answered at all. `message` is a sentence for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly code: ErrorCode | 'unreachable',
    message: string,
    readonly status: number | null = null,
    readonly problems: ProblemWire[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Reads the API's refusal out of an answer's text; an answer that is none of ours still becomes a sentence. */
export function toApiError(status: number, body: string): ApiError {
  const parsed = errorBody.safeParse(parseJson(body));
  if (!parsed.success) return new ApiError('internal', `Kneepoint answered with status ${status}.`, status);
  const { code, message, problems } = parsed.data.error;
  return new ApiError(code, message, status, problems);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export interface ApiClientOptions {
  /** "http://127.0.0.1:3000"; empty in the browser, where paths are enough. */
  baseUrl?: string;
  /** Sent as a bearer token; the browser's cookie makes it needless there. */
  token?: string;
  /** What a program calls itself; browsers have their own. */
  userAgent?: string;
}

/** A multipart body that is not a FormData brings its own content type. */
export interface RawBody {
  body: BodyInit;
  contentType: string;
}

/**
 * The API, typed. Answers are trusted to have the shape of lib/api/contracts (the server checks them in tests);
 * refusals are thrown as ApiError.
 */
export function createApiClient({ baseUrl = '', token, userAgent }: ApiClientOptions = {}) {
  async function send<T>(path: string, { json, headers, ...init }: SendOptions = {}): Promise<T> {
    const response = await request(`${baseUrl}${path}`, {
      ...init,
      headers: {
        accept: 'application/json',
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(userAgent === undefined ? {} : { 'user-agent': userAgent }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    if (!response.ok) throw toApiError(response.status, await response.text());
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  const upload = <T>(
    path: string,
    { body, contentType }: RawBody,
    headers: Record<string, string>,
    signal?: AbortSignal,
  ) => send<T>(path, { method: 'POST', body, headers: { ...headers, 'content-type': contentType }, signal });

  return {
    ...jobCalls(send),
    health: (signal?: AbortSignal) => send<z.infer<typeof healthResponse>>('/api/v1/health', { signal }),
    points: (signal?: AbortSignal) => send<PointsResponse>('/api/v1/points', { signal }),
    measurement: (id: string, signal?: AbortSignal) =>
      send<StoredMeasurement>(`/api/v1/measurements/${encodeURIComponent(id)}`, { signal }),
    measurements: (query: { limit?: number; cursor?: string } = {}, signal?: AbortSignal) =>
      send<z.infer<typeof measurementsResponse>>(`/api/v1/measurements${toQuery(query)}`, { signal }),
    editMeasurements: (json: EditRequest) =>
      send<WrittenChange>('/api/v1/measurements/edits', { method: 'POST', json }),
    deleteMeasurements: (json: DeletionRequest) =>
      send<WrittenChange>('/api/v1/measurements/deletions', { method: 'POST', json }),
    changes: (query: { measurement?: string; limit?: number; cursor?: string } = {}, signal?: AbortSignal) =>
      send<ChangesResponse>(`/api/v1/changes${toQuery(query)}`, { signal }),
    undoChange: (id: string) =>
      send<WrittenChange>(`/api/v1/changes/${encodeURIComponent(id)}/undo`, { method: 'POST' }),
    bin: (signal?: AbortSignal) => send<BinResponse>('/api/v1/bin', { signal }),
    emptyBin: () => send<{ measurements: number }>('/api/v1/bin', { method: 'DELETE' }),
    imports: (signal?: AbortSignal) => send<ImportsResponse>('/api/v1/imports', { signal }),
    previewReimport: (of: SelectionWire, signal?: AbortSignal) =>
      send<ReimportPreview>('/api/v1/reimports/preview', { method: 'POST', json: { of }, signal }),
    reimport: (json: ReimportRequest) => send<WrittenChange>('/api/v1/reimports', { method: 'POST', json }),
    aliases: (signal?: AbortSignal) => send<AliasesResponse>('/api/v1/aliases', { signal }),
    putAlias: (alias: Alias) => send<undefined>('/api/v1/aliases', { method: 'PUT', json: alias }),
    deleteAlias: ({ kind, name }: Pick<Alias, 'kind' | 'name'>) =>
      send<undefined>(`/api/v1/aliases${toQuery({ kind, name })}`, { method: 'DELETE' }),
    loadSamples: () => send<SamplesResponse>('/api/v1/samples', { method: 'POST' }),
    removeSamples: () => send<SamplesResponse>('/api/v1/samples', { method: 'DELETE' }),
    /** Trades the access token for the session cookie. */
    signIn: (accessToken: string) =>
      send<undefined>('/api/v1/session', { method: 'POST', json: { token: accessToken } }),
    signOut: () => send<undefined>('/api/v1/session', { method: 'DELETE' }),
    preview: (body: RawBody, signal?: AbortSignal) =>
      upload<PreviewResponse>('/api/v1/imports/preview', body, {}, signal),
    undoImport: (id: string) => send<UndoneImport>(`/api/v1/imports/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    commit: (body: RawBody, idempotencyKey: string, signal?: AbortSignal) =>
      upload<ImportResponse>('/api/v1/imports', body, { 'idempotency-key': idempotencyKey }, signal),
  };
}
export type ApiClient = ReturnType<typeof createApiClient>;

async function request(url: string, init: RequestInit): Promise<Response> {
  try {
    // Programs send files as a stream, which fetch takes only if told that the answer comes after it; and which it keeps
    // a copy of in memory, for the case of a redirect, unless there can be none: no window, redirects refused.
    const streamed = init.body instanceof ReadableStream ? { duplex: 'half', window: null } : {};
    return await fetch(url, { ...init, ...streamed, redirect: 'error' });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError('unreachable', 'Kneepoint does not answer. Is it still running?', null, [], { cause });
  }
}
