/** What a call of the API says besides its path. */
export interface SendOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  headers?: Record<string, string>;
  json?: unknown;
  body?: BodyInit;
  signal?: AbortSignal;
}

/** One call of the API: its answer, or an `ApiError`. */
export type Send = <T>(path: string, options?: SendOptions) => Promise<T>;
