/** How a script ended on a target. */
export interface ScriptResult {
  code: number;
  stdout: Uint8Array;
  /** Its end, for people. */
  stderr: string;
}

export interface ScriptLimits {
  timeoutMs: number;
  /** More output than this ends the script. */
  maxBytes: number;
  signal?: AbortSignal;
}

/**
 * Runs POSIX shell scripts on a target, and nothing else: the local machine, and over the same seam any host a shell
 * can be reached on. The script goes by standard input, so nothing of it stands on a command line.
 */
export interface Transport {
  readonly name: string;
  /** Throws `TransportError` where the target could not be reached, or the script did not come to its end. */
  run: (script: string, limits: ScriptLimits) => Promise<ScriptResult>;
}

/** The target did not answer, or not in time; nothing is known about what the script did there. */
export class TransportError extends Error {
  readonly code = 'unreachable';
}

/** Told by its code: a class may be loaded more than once in one process. */
export const isTransportError = (error: unknown): error is TransportError =>
  error instanceof Error && 'code' in error && error.code === 'unreachable';
