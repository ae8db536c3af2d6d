/** What something comes to that is done in steps, where nobody else goes first. */
export function ended<Result>(steps: Generator<void, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
