import type { Call, Finding, Prompt, Request } from './map.js';

/**
 * Gathers what one person's lines tell and forgets repetition: a message is split over several lines, and a resumed or
 * forked session repeats those of the one before. The result depends on the lines alone, not on their order.
 */
export class Findings {
  readonly #prompts = new Map<string, Prompt>();
  readonly #requests = new Map<string, Request>();
  readonly #calls = new Map<string, Call>();
  /** One copy of each name that thousands of findings share. */
  readonly #names = new Map<string, string>();

  add(finding: Finding): void {
    switch (finding.kind) {
      case 'prompt':
        return keep(this.#prompts, { ...finding, chat: this.#name(finding.chat) }, earlier((prompt) => prompt.chat));
      case 'call':
        return keep(this.#calls, { ...finding, connector: this.#name(finding.connector) }, earlier((call) => call.connector));
      case 'request':
        return keep(this.#requests, { ...finding, model: finding.model === null ? null : this.#name(finding.model) }, larger);
    }
  }

  /** Everything once, oldest first: ids in the order of time load fastest. */
  sorted(): Finding[] {
    const all: Finding[] = [...this.#prompts.values(), ...this.#requests.values(), ...this.#calls.values()];
    return all.sort((a, b) => a.at - b.at || compare(a.id, b.id) || compare(a.kind, b.kind));
  }

  #name(name: string): string {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    this.#names.set(name, name);
    return name;
  }
}

function keep<F extends Finding>(kept: Map<string, F>, found: F, better: (a: F, b: F) => F): void {
  const known = kept.get(found.id);
  kept.set(found.id, known ? better(known, found) : found);
}

/** What happened first; a fork that was given a session of its own repeats times, so the name decides between equal ones. */
const earlier =
  <F extends Finding>(name: (finding: F) => string) =>
  (a: F, b: F): F =>
    (a.at - b.at || compare(name(a), name(b))) <= 0 ? a : b;

/**
 * The line with the largest output is the last one of its message; earlier ones are from before it was finished.
 * Among equals the time is that of the earliest; should one hold more than another, what is more.
 */
function larger(a: Request, b: Request): Request {
  if (a.output !== b.output) return a.output > b.output ? a : b;
  const at = Math.min(a.at, b.at);
  const more = compareUse(a, b) >= 0 ? a : b;
  return more.at === at ? more : { ...more, at };
}

const compareUse = (a: Request, b: Request): number =>
  a.webSearches - b.webSearches ||
  a.input - b.input ||
  a.cacheRead - b.cacheRead ||
  a.cacheWrite5m - b.cacheWrite5m ||
  a.cacheWrite1h - b.cacheWrite1h ||
  compare(a.model ?? '', b.model ?? '');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
