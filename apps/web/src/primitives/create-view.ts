import { createMemo, type Accessor } from 'solid-js';
import { useLocation, useNavigate } from '@solidjs/router';
import { fromUrl, initialView, toUrl, type UrlProblem, type ViewState } from '@pegel/presentation';

/** The state of the page as its address has it; changing it is going to another address. */
export interface View {
  readonly state: Accessor<ViewState>;
  readonly problems: Accessor<readonly UrlProblem[]>;
  change(part: Partial<ViewState>): void;
}

export function createView(organisation: Accessor<string>): View {
  const location = useLocation();
  const navigate = useNavigate();
  const read = createMemo(() => fromUrl(`${location.pathname}${location.search}`));
  const state = createMemo(() => read()?.state ?? initialView(organisation()));
  return {
    state,
    problems: createMemo(() => read()?.problems ?? []),
    change: (part) => navigate(toUrl({ ...state(), ...part }), { scroll: false }),
  };
}
