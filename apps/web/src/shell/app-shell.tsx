import { A, useLocation } from '@solidjs/router';
import { createEffect, For, on, Show, type JSX } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { createDisclosure } from '../primitives/create-disclosure.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { AccountSettings } from './account-settings.jsx';
import { FrameKeys } from './frame-keys.jsx';
import { Mark, MenuIcon } from './icons.jsx';
import { addressOf, firstPageOf, pagesFor } from './pages.js';
import controls from './controls.module.css';
import styles from './app-shell.module.css';

/** The frame of every page: a rail on wide screens, a bar on narrow ones. */
export function AppShell(props: { reader: ReaderView | null; children: JSX.Element }) {
  const { words, language } = usePreferences();
  const location = useLocation();
  const menu = createDisclosure();
  let nav: HTMLElement | undefined;
  // Where there is no room for all pages, the one that is open is among those in sight. jsdom cannot scroll.
  createEffect(on(() => location.pathname, () => queueMicrotask(() => nav?.querySelector(`.${styles.current}`)?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' }))));
  const home = () => (props.reader === null ? '/' : `/${props.reader.organisation.slug}/${firstPageOf(props.reader)}`);
  return (
    <div class={styles.shell}>
      <a class={styles.skip} href="#content">{words().nav.skip}</a>
      <header class={styles.rail}>
        <a class={styles.brand} href={home()}>
          <Mark />
          <span class={styles.names}>
            <span class={styles.product}>{words().product}</span>
            <Show when={props.reader}>{(reader) => <span class={styles.organisation}>{reader().organisation.name}</span>}</Show>
          </span>
        </a>
        <Show when={props.reader !== null && pagesFor(props.reader).length > 0 ? props.reader : null}>
          {(reader) => (
            <nav class={styles.nav} ref={(element) => (nav = element)} aria-label={words().nav.label}>
              <For each={pagesFor(reader())}>
                {(page) => (
                  <A class={styles.link} activeClass={styles.current} href={addressOf(page, reader().organisation.slug, `${location.pathname}${location.search}`)}>
                    <page.icon />
                    <Show when={page.short(language()) !== page.label(language())} fallback={page.label(language())}>
                      <span class={styles.label}>{page.label(language())}</span>
                      <span class={styles.short}>{page.short(language())}</span>
                    </Show>
                  </A>
                )}
              </For>
            </nav>
          )}
        </Show>
        <div class={styles.wide}>
          <AccountSettings reader={props.reader} canSignOut />
        </div>
        <div class={styles.narrow} ref={menu.root}>
          <button type="button" class={controls.icon} aria-expanded={menu.isOpen()} aria-label={words().nav.settings} onClick={menu.toggle}>
            <MenuIcon />
          </button>
          <Show when={menu.isOpen()}>
            <div class={styles.sheet}>
              <AccountSettings reader={props.reader} canSignOut />
            </div>
          </Show>
        </div>
      </header>
      <main id="content" class={styles.main} tabindex="-1">
        {props.children}
      </main>
      <FrameKeys reader={props.reader} />
    </div>
  );
}
