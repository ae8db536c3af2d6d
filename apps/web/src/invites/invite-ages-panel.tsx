import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { inviteSummary, inviteWordsIn, type Locale } from '@pegel/presentation';
import { DataTable } from '../panels/data-table.jsx';
import { PanelFrame } from '../panels/panel-frame.jsx';
import panel from '../panels/panel.module.css';
import { usePreferences } from '../primitives/create-preferences.js';
import { createInviteCounts } from './create-invites.js';
import { statusOf } from './status-of.js';
import styles from './invites.module.css';

/** How old the invites are that are out: counts of everybody, for whoever may see use. */
export function InviteAgesPanel(props: { organisation: string; locale: Locale; /** Where the list is, for whoever may see it. */ list: string | null }) {
  const { language } = usePreferences();
  const answer = createInviteCounts(() => props.organisation);
  const summary = () => {
    const { data } = answer();
    return data === undefined ? null : inviteSummary(data, props.locale);
  };
  return (
    <PanelFrame id="invite_ages" title={inviteWordsIn(language()).summaryTitle} tools={null} status={statusOf(answer())} freshness={null} hasContent={summary() !== null} onRetry={() => void answer().refetch()}>
      <Show when={summary()}>
        {(known) => (
          <>
            <p class={styles.about}>{known().about}</p>
            <Show when={known().old}>{(old) => <p class={styles.old}><span aria-hidden="true">! </span>{old()}</p>}</Show>
            <Show when={known().table}>{(table) => <DataTable table={table()} />}</Show>
            <For each={known().notes}>{(note) => <p class={known().table === null ? panel.empty : panel.caption}>{note}</p>}</For>
            <Show when={known().table === null ? null : props.list}>{(url) => <p><A href={url()}>{inviteWordsIn(language()).show}</A></p>}</Show>
          </>
        )}
      </Show>
    </PanelFrame>
  );
}
