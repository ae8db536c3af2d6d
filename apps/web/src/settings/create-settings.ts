import type { Accessor } from 'solid-js';
import type { QueryObserverResult } from '@tanstack/solid-query';
import type { SettingsView } from '@pegel/client';
import type { SettingsWish } from '@pegel/domain';
import { createAnswer, whileUnreachable } from '../primitives/create-answer.js';
import { useSession } from '../session/session.js';

/** How an organisation's numbers are cut, and every change of it. */
export function createSettings(organisation: Accessor<string>): Accessor<QueryObserverResult<SettingsView>> {
  const { client } = useSession();
  return createAnswer<SettingsView>(() => ({
    queryKey: ['settings', organisation()],
    queryFn: ({ signal }): Promise<SettingsView> => client.settings.query({ organisation: organisation() }, { signal }),
    retry: whileUnreachable,
  }));
}

/** Changes them; whatever was read before may be another now. */
export function createSettingsChange(organisation: Accessor<string>): (wish: SettingsWish, reason: string) => Promise<SettingsView> {
  const { client, queries } = useSession();
  return async (wish, reason) => {
    const view = await client.changeSettings.mutate({ ...wish, reason, organisation: organisation() });
    queries.setQueryData(['settings', organisation()], view);
    for (const changed of ['reader', 'report', 'sources']) void queries.invalidateQueries({ queryKey: [changed] });
    return view;
  };
}
