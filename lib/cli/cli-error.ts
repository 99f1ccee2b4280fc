/** How a command ends: everything read, something wrong in the files or with Kneepoint, not called as it wants to be. */
export const exitCodes = { fine: 0, problem: 1, usage: 2 } as const;

/** What a person did not expect, in one sentence. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    message: string,
    readonly exitCode: number = exitCodes.problem,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
