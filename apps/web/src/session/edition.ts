import { useBeforeLeave } from '@solidjs/router';

/** The answer header in which the server says which dashboard it has. */
const header = 'pegel-dashboard';

export interface Edition {
  /** The platform's `fetch`, listened in on. */
  readonly fetch: typeof fetch;
  /** Whether the server has another dashboard by now than the one that this page is of. */
  isOver(): boolean;
}

/** Notices a new version of the dashboard by what the server's answers say; the first answer is of the version that was loaded. */
export function makeEdition(ask: typeof fetch): Edition {
  let loaded: string | null = null;
  let isOver = false;
  return {
    async fetch(...asked) {
      const answer = await ask(...asked);
      const said = answer.headers.get(header);
      loaded ??= said;
      isOver ||= said !== null && said !== loaded;
      return answer;
    },
    isOver: () => isOver,
  };
}

/** Loads the next page anew once there is a new version. Whoever stays on a page, types or chooses days there, is left alone. */
export function createRenewal(isOver: () => boolean): void {
  useBeforeLeave((leaving) => {
    if (!isOver() || typeof leaving.to !== 'string') return;
    const to = new URL(leaving.to, location.href);
    if (to.pathname === location.pathname) return;
    leaving.preventDefault();
    location.assign(to);
  });
}
