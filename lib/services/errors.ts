import type { ErrorCode, ProblemWire } from '@/lib/api/contracts';

/**
 * An expected refusal: a closed code for programs, a sentence for people. Everything else that is thrown is a fault of
 * ours and shown to nobody.
 */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly problems: ProblemWire[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Told by its name: a class may be loaded more than once in one web process. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError';
}
