/** Setting up or starting cannot go on; the message says why to whoever is at the keyboard. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
  constructor(
    /** What the process ends with: 2 for wrong arguments, 1 for everything else. */
    readonly exitCode: 1 | 2,
    message: string,
  ) {
    super(message);
  }
}
