/** Time as the live changes see it, handed in so that a test can be in charge of it. */
export interface Clock {
  now(): number;
  /** Runs once after a while; the returned function calls it off. */
  after(milliseconds: number, run: () => void): () => void;
}

/** Never keeps the process alive: whoever waits here is ended before the server ends. */
export const wallClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds).unref();
    return () => clearTimeout(timer);
  },
};
