import type { Accessor } from 'solid-js';
import type { QueryObserverResult } from '@tanstack/solid-query';
import type { UnmaskingsView, UnmaskingView } from '@pegel/client';
import type { UnmaskingWish } from '@pegel/domain';
import { namesPeopleByLabel, peopleMeant, peopleProblem, peopleTexts, rankedMetrics, wishProblem } from '@pegel/presentation';
import { createAnswer, whileUnreachable } from '../primitives/create-answer.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { inWords } from '../session/refused.js';
import { useSession } from '../session/session.js';
import { unmaskingsAnswer } from '../session/create-waiting.js';

/** Requests to see names; asked for again while somebody looks, since others decide and time passes. */
export function createUnmaskings(organisation: Accessor<string>): Accessor<QueryObserverResult<UnmaskingsView>> {
  const { client } = useSession();
  return createAnswer<UnmaskingsView>(() => ({
    ...unmaskingsAnswer(client, organisation()),
    refetchInterval: 30_000,
    retry: whileUnreachable,
  }));
}

export type UnmaskingVerb = keyof UnmaskingView['may'];

/** Makes and decides them. */
export interface UnmaskingChanges {
  /** Asks for people as they were written down, keys or as rankings show them; a sentence says whom nobody knows. */
  ask(people: string, wish: Omit<UnmaskingWish, 'people'>): Promise<string | null>;
  act(verb: UnmaskingVerb, id: string, reason?: string): Promise<void>;
}

export function createUnmaskingChanges(slug: Accessor<string>): UnmaskingChanges {
  const { client, queries } = useSession();
  const { language } = usePreferences();
  /** Names may stand in every answer about people from now on, or in none any more. */
  const changed = async (change: Promise<UnmaskingsView>): Promise<void> => {
    await inWords(change, language());
    void queries.invalidateQueries();
  };
  return {
    async ask(people, wish) {
      const texts = peopleTexts(people);
      const wrong = wishProblem(texts, wish, language());
      if (wrong !== null) return wrong;
      const organisation = slug();
      const report = namesPeopleByLabel(texts) ? await inWords(client.report.query({ metrics: rankedMetrics, range: '90d', grain: 'total', by: 'person', purpose: wish.purpose, organisation }), language()) : null;
      const meant = peopleMeant(texts, report?.rows ?? []);
      const problem = peopleProblem(meant, language());
      if (problem !== null) return problem;
      await changed(client.requestUnmasking.mutate({ ...wish, people: [...meant.keys], organisation }));
      return null;
    },
    act(verb, id, reason) {
      const input = { id, organisation: slug() };
      switch (verb) {
        case 'approve':
          return changed(client.approveUnmasking.mutate(input));
        case 'refuse':
          return changed(client.refuseUnmasking.mutate({ ...input, reason }));
        case 'withdraw':
          return changed(client.withdrawUnmasking.mutate(input));
        case 'close':
          return changed(client.closeUnmasking.mutate(input));
      }
    },
  };
}
