import { createMemo, Show } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { localeOf } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import type { Purpose } from '../primitives/create-purpose.js';
import { InviteAgesPanel } from './invite-ages-panel.jsx';
import { InvitesPanel } from './invites-panel.jsx';
import styles from './invites.module.css';

/** How many of them stand below a page of numbers. */
const shownMax = 10;

/** The invites that are out, below the numbers of Activity: their ages, and whose they are for whoever may see people. */
export function InvitesBelow(props: { reader: ReaderView; purpose: Purpose }) {
  const { language } = usePreferences();
  const locale = createMemo(() => localeOf(language(), { currency: props.reader.organisation.currency, today: null }));
  const seesPeople = () => props.reader.permissions.includes('view:people');
  const url = () => `/${props.reader.organisation.slug}/activity/invites`;
  return (
    <div class={styles.below}>
      <InviteAgesPanel organisation={props.reader.organisation.slug} locale={locale()} list={seesPeople() && props.reader.organisation.names !== 'off' ? url() : null} />
      <Show when={seesPeople()}>
        <InvitesPanel reader={props.reader} purpose={props.purpose} locale={locale()} first={{ count: shownMax, url: url() }} />
      </Show>
    </div>
  );
}
