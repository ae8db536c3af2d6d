import { A } from '@solidjs/router';
import { createEffect, createMemo } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { inviteWordsIn, localeOf } from '@pegel/presentation';
import { InvitesPanel } from '../invites/invites-panel.jsx';
import styles from '../invites/invites.module.css';
import { createPurpose } from '../primitives/create-purpose.js';
import { usePreferences } from '../primitives/create-preferences.js';

/** Every pending invite, to be filtered and sorted. */
export function InvitesPage(props: { reader: ReaderView }) {
  const { words, language } = usePreferences();
  const purpose = createPurpose(() => props.reader.organisation);
  const locale = createMemo(() => localeOf(language(), { currency: props.reader.organisation.currency, today: null }));
  createEffect(() => {
    document.title = `${inviteWordsIn(language()).title} · ${props.reader.organisation.name} · ${words().title}`;
  });
  return (
    <div class={styles.page}>
      <p class={styles.about}><A href={`/${props.reader.organisation.slug}/activity`}>‹ {inviteWordsIn(language()).back}</A></p>
      <h1>{inviteWordsIn(language()).title}</h1>
      <InvitesPanel reader={props.reader} purpose={purpose} locale={locale()} />
    </div>
  );
}
