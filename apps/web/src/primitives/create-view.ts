import { createEffect, createMemo, createSignal, on, type Accessor } from 'solid-js';
import { useLocation, useNavigate } from '@solidjs/router';
import { fromUrl, initialView, toUrl, withRange, type UrlProblem, type ViewState } from '@pegel/presentation';

/** The state of the page as its address has it; changing it is going to another address. */
export interface View {
  readonly state: Accessor<ViewState>;
  /** What in the address meant nothing; said until somebody goes on. */
  readonly problems: Accessor<readonly UrlProblem[]>;
  /** Goes where something in the address means nothing after all, and says so until somebody goes on. */
  refuse(problem: UrlProblem, instead: Partial<ViewState>): void;
  /** Goes to another view. One that differs by what is pointed at or typed takes the place of this one in the history. */
  change(part: Partial<ViewState>): void;
}

/** What changes with every movement and every letter: nobody steps back through it. */
const passing: readonly string[] = ['d', 'q'] satisfies readonly (keyof ViewState)[];

export function createView(organisation: Accessor<string>): View {
  const location = useLocation();
  const navigate = useNavigate();
  const address = createMemo(() => `${location.pathname}${location.search}`);
  const read = createMemo(() => fromUrl(address()));
  const state = createMemo(() => read()?.state ?? initialView(organisation()));

  // Old forms, unknown parameters and values that mean nothing leave the address; what was said of them stays while it is the one they led to.
  const problems = createMemo<{ readonly at: string; readonly said: readonly UrlProblem[] }>((before) => {
    const now = read();
    if (now !== null && now.problems.length > 0) return { at: sameAs(toUrl(now.state)), said: now.problems };
    return before.at === address() ? before : { at: '', said: [] };
  }, { at: '', said: [] });
  /** What was only found out later. */
  const [refused, setRefused] = createSignal<{ readonly at: string; readonly said: readonly UrlProblem[] }>({ at: '', said: [] });
  /** Where the address is on its way to: what is chosen meanwhile is chosen there. */
  let ahead: ViewState | null = null;
  createEffect(on(address, (here) => {
    ahead = null;
    const now = read();
    if (now === null) return;
    const there = sameAs(toUrl(now.state));
    if (there !== here) navigate(`${there}${location.hash}`, { replace: true, scroll: false });
  }));

  return {
    state,
    problems: () => (refused().at === address() ? refused().said : problems().said),
    refuse(problem, instead) {
      const there = toUrl({ ...state(), ...instead });
      setRefused({ at: sameAs(there), said: [...problems().said, problem] });
      navigate(there, { scroll: false, replace: true });
    },
    change(part) {
      const from = ahead ?? state();
      ahead = { ...(part.range === undefined || part.grain !== undefined ? from : withRange(from, part.range)), ...part };
      navigate(toUrl(ahead), { scroll: false, replace: Object.keys(part).every((name) => passing.includes(name)) });
    },
  };
}

/** An address as a browser would write it. */
function sameAs(address: string): string {
  const { pathname, search } = new URL(address, 'http://localhost');
  return `${pathname}${search}`;
}
