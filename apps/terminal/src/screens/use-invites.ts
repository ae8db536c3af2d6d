import { useEffect, useRef } from 'react';
import { tellsOfInvites, type OrganisationView, type ViewState } from '@pegel/presentation';
import type { PlacesSource } from './places.js';
import type { PageScreenProps } from './screen-props.js';
import { useAnswer } from './use-answer.js';

/** How old invites are, where a page tells of it; asked again with every day that has become complete. Where it cannot be had, the rest is said without it. */
export function useInvites(source: Pick<PlacesSource, 'inviteCounts'>, state: ViewState, organisation: OrganisationView, through: string | null): PageScreenProps['invites'] {
  const question = tellsOfInvites(state, organisation) ? organisation.slug : null;
  const { value, problem, again } = useAnswer(question, () => source.inviteCounts());
  const before = useRef(through);
  useEffect(() => {
    if (before.current !== null && through !== null && before.current !== through) again();
    before.current = through;
  }, [through]);
  return question === null || problem !== '' ? null : (value ?? 'awaited');
}
