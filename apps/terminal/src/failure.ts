import type { Words } from '@pegel/domain';

/** What the process says to whoever started it. */
export const exitCodes = { ok: 0, failed: 1, wrongArguments: 2, notPermitted: 3, stale: 4, nothingToShow: 5, interrupted: 130, outputClosed: 141 } as const;
/** What every command can end with: also one that only prints can find a full disk or nobody reading. */
export const commonExitCodes = [exitCodes.ok, exitCodes.failed, exitCodes.wrongArguments, exitCodes.interrupted, exitCodes.outputClosed] as const;
export type CommonExitCode = (typeof commonExitCodes)[number];
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What each of them means, for the help. The last two are the shell's: 128 and the number of SIGINT and SIGPIPE. */
export const exitWords: Readonly<Record<ExitCode, Words>> = {
  0: { en: 'done', de: 'erledigt' },
  1: { en: 'failed', de: 'fehlgeschlagen' },
  2: { en: 'wrong arguments', de: 'falsche Argumente' },
  3: { en: 'not signed in, or not permitted', de: 'nicht angemeldet oder nicht berechtigt' },
  4: { en: 'the data is stale, and --fail-stale was given', de: 'die Daten sind veraltet, und --fail-stale war angegeben' },
  5: { en: 'switched off, or no data', de: 'ausgeschaltet oder keine Daten' },
  130: { en: 'interrupted by Ctrl+C', de: 'mit Strg+C abgebrochen' },
  141: { en: 'whoever read the output stopped reading', de: 'wer die Ausgabe las, hat aufgehört zu lesen' },
};

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

/** The session that `pegel login` began is nobody's any more: whoever signs in again may go on. */
export class SessionEnded extends Failure {
  constructor(message: string) {
    super(exitCodes.notPermitted, message);
  }
}

/** The sentence in whatever was thrown. */
export const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What was thrown, as an end. */
export const failedWith = (error: unknown): Failure => (error instanceof Failure ? error : new Failure(exitCodes.failed, sentenceOf(error)));

/** The exit code an error carries; the server's own errors carry one as a plain number. */
export function exitCodeOf(error: unknown): number {
  if (error !== null && typeof error === 'object' && 'exitCode' in error && typeof error.exitCode === 'number') return error.exitCode;
  return exitCodes.failed;
}
