import { ApiError, toApiError } from './client';
import type { ErrorBody, ImportResponse, ImportSettings, PreviewResponse } from './contracts';
import { importFrame, importFrames, type ImportProgress } from './import-contracts';

/** A file chosen in the browser and its path inside what was chosen: "4xH100/llama_tp4.json". */
export interface FileToUpload {
  path: string;
  file: Blob;
}

export interface UploadOptions {
  settings?: Partial<ImportSettings>;
  files: readonly FileToUpload[];
  onProgress?: (progress: ImportProgress) => void;
  signal?: AbortSignal;
}

/** Reads files without storing anything. Rejects with ApiError on a refusal, with AbortError when aborted. */
export const uploadPreview = (options: UploadOptions) =>
  upload<PreviewResponse>('/api/v1/imports/preview', options, {});

/**
 * Stores what the files hold. The key makes a second try of the same import harmless: keep it until the import has
 * answered, and take a new one (`crypto.randomUUID()`) for the next.
 */
export const uploadImport = (options: UploadOptions & { idempotencyKey: string }) =>
  upload<ImportResponse>('/api/v1/imports', options, { 'idempotency-key': options.idempotencyKey });

/** `fetch` tells nothing of a body on its way, so this is the one place that uses XMLHttpRequest. */
function upload<T>(
  url: string,
  { settings, files, onProgress, signal }: UploadOptions,
  headers: Record<string, string>,
) {
  const form = new FormData();
  form.append('settings', JSON.stringify(settings ?? {}));
  for (const { path, file } of files) form.append('files', file, path);

  return new Promise<T>((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    const abort = () => xhr.abort();
    const fail = (error: Error) => reject(error);
    const unreachable = () => fail(new ApiError('unreachable', 'Kneepoint does not answer. Is it still running?'));
    const frames = new FrameReader();
    xhr.open('POST', url);
    for (const [name, value] of Object.entries({ ...headers, accept: importFrames })) xhr.setRequestHeader(name, value);
    xhr.upload.onprogress = ({ loaded, total }) => onProgress?.({ phase: 'sending', sent: loaded, total });
    xhr.onprogress = () => {
      const progress = xhr.status === 200 ? frames.latest(xhr.responseText) : null;
      if (progress !== null) onProgress?.(progress);
    };
    xhr.onload = () => {
      if (xhr.status !== 200) return fail(toApiError(xhr.status, xhr.responseText));
      const last = lastFrame(xhr.responseText);
      if (last?.type === 'result') resolve(last.result as T);
      else if (last?.type === 'error')
        fail(new ApiError(last.error.code, last.error.message, null, last.error.problems));
      else unreachable();
    };
    xhr.onerror = unreachable;
    xhr.onabort = () => fail(new DOMException('The upload was cancelled.', 'AbortError'));
    xhr.onloadend = () => signal?.removeEventListener('abort', abort);
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) return fail(new DOMException('The upload was cancelled.', 'AbortError'));
    xhr.send(form);
  });
}

/** Finds the latest progress in an answer that is still growing; each byte is looked at once. */
class FrameReader {
  #read = 0;

  latest(text: string): ImportProgress | null {
    const end = text.lastIndexOf('\n');
    if (end < this.#read) return null;
    const line = text.slice(Math.max(text.lastIndexOf('\n', end - 1) + 1, this.#read), end);
    this.#read = end + 1;
    return line.startsWith('{"type":"result"') ? null : toProgress(line);
  }
}

function toProgress(line: string): ImportProgress | null {
  const parsed = importFrame.safeParse(parseJson(line));
  if (!parsed.success) return null;
  const frame = parsed.data;
  if (frame.type === 'reading') return { phase: 'reading', done: frame.done, total: frame.total };
  return frame.type === 'storing' ? { phase: 'storing' } : null;
}

type LastFrame = { type: 'result'; result: unknown } | { type: 'error'; error: ErrorBody['error'] };

/** What the answer comes to. A result is trusted to have its shape, as every answer is. */
function lastFrame(text: string): LastFrame | null {
  const trimmed = text.trimEnd();
  const frame = parseJson(trimmed.slice(trimmed.lastIndexOf('\n') + 1)) as LastFrame | null;
  return frame?.type === 'result' || frame?.type === 'error' ? frame : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
