import type { Problem } from '@/lib/importers/importer';

/** Every way a use case refuses. */
export type AppErrorCode =
  | 'bad-request'
  | 'unauthorised'
  | 'forbidden'
  | 'not-found'
  | 'timeout'
  | 'conflict'
  | 'too-large'
  | 'unsupported-media-type'
  | 'unprocessable'
  | 'internal'
  | 'unavailable';

/**
 * An expected refusal: a closed code for programs, a sentence for people. Everything else that is thrown is a fault of
 * ours and shown to nobody.
 */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: AppErrorCode,
    message: string,
    readonly problems: Problem[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Told by its name: a class may be loaded more than once in one web process. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError';
}
