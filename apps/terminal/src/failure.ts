/** What the process says to whoever started it. 4 is kept for stale data, once a command can be told to fail for it. */
export const exitCodes = { ok: 0, failed: 1, wrongArguments: 2, notPermitted: 3, nothingToShow: 5 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** An end that is nobody's bug: a sentence for the person at the keyboard, and the code for the script around it. */
export class Failure extends Error {
  override readonly name = 'Failure';
  constructor(
    readonly exitCode: ExitCode,
    message: string,
  ) {
    super(message);
  }
}

/** The sentence in whatever was thrown. */
export const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The exit code an error carries; the server's own errors carry one as a plain number. */
export function exitCodeOf(error: unknown): number {
  if (error !== null && typeof error === 'object' && 'exitCode' in error && typeof error.exitCode === 'number') return error.exitCode;
  return exitCodes.failed;
}
