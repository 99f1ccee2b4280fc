import { ApiError, toApiError } from './client';
import type { ImportResponse, ImportSettings, PreviewResponse } from './contracts';

/** A file chosen in the browser and its path inside what was chosen: "4xH100/llama_tp4.json". */
export interface FileToUpload {
  path: string;
  file: Blob;
}

export interface UploadOptions {
  settings?: Partial<ImportSettings>;
  files: FileToUpload[];
  /** Called with the share of the bytes sent, 0 to 1; 1 means the server is reading now. */
  onProgress?: (share: number) => void;
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
    xhr.open('POST', url);
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    xhr.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0);
    xhr.onload = () => {
      if (xhr.status >= 200 && xhr.status < 300) resolve(JSON.parse(xhr.responseText) as T);
      else fail(toApiError(xhr.status, xhr.responseText));
    };
    xhr.onerror = () => fail(new ApiError('unreachable', 'Kneepoint does not answer. Is it still running?'));
    xhr.onabort = () => fail(new DOMException('The upload was cancelled.', 'AbortError'));
    xhr.onloadend = () => signal?.removeEventListener('abort', abort);
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) return fail(new DOMException('The upload was cancelled.', 'AbortError'));
    xhr.send(form);
  });
}
