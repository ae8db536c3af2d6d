import { useLocation } from '@solidjs/router';
import { createEffect, createMemo, For, on, Show } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { createDisclosure } from '../primitives/create-disclosure.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { AccountSettings } from './account-settings.jsx';
import { FrameHelp } from './frame-help.jsx';
import { MoreIcon } from './icons.jsx';
import { PageLink } from './page-link.jsx';
import { addressesFrom, pagesFor } from './pages.js';
import { WaitingMark } from './waiting-mark.jsx';
import frame from './app-shell.module.css';
import styles from './bottom-bar.module.css';

const pagesMax = 4;

/** The way about on a phone, in reach of a thumb: the first pages, and everything else behind one button. */
export function BottomBar(props: { reader: ReaderView }) {
  const { words, language } = usePreferences();
  const location = useLocation();
  const more = createDisclosure();
  createEffect(on(() => location.pathname, () => more.leave(), { defer: true }));
  const addressFrom = createMemo(() => addressesFrom(props.reader.organisation.slug, `${location.pathname}${location.search}`));
  return (
    <nav class={styles.bar} aria-label={words().nav.label}>
      <For each={pagesFor(props.reader).slice(0, pagesMax)}>
        {(page) => (
          <PageLink class={styles.item} marked={styles.current} href={addressFrom()(page)}>
            <page.icon />
            <span class={styles.name}>{page.short(language())}</span>
            <Show when={page.id === 'settings'}><WaitingMark reader={props.reader} isCorner /></Show>
          </PageLink>
        )}
      </For>
      <div class={styles.more} ref={more.root}>
        <button type="button" class={styles.item} aria-expanded={more.isOpen()} onClick={more.toggle}>
          <MoreIcon />
          <span class={styles.name}>{words().frame.more}</span>
          <Show when={pagesFor(props.reader).slice(pagesMax).some(({ id }) => id === 'settings')}><WaitingMark reader={props.reader} isCorner /></Show>
        </button>
        <Show when={more.isOpen()}>
          <div class={styles.sheet}>
            <For each={pagesFor(props.reader).slice(pagesMax)}>
              {(page) => (
                <PageLink class={frame.link} marked={frame.current} href={addressFrom()(page)}>
                  <page.icon />
                  <span>{page.label(language())}</span>
                  <Show when={page.id === 'settings'}><WaitingMark reader={props.reader} /></Show>
                </PageLink>
              )}
            </For>
            <FrameHelp reader={props.reader} titled={false} />
            <AccountSettings reader={props.reader} canSignOut />
          </div>
        </Show>
      </div>
    </nav>
  );
}
