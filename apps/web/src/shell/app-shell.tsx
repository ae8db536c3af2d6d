import { useLocation } from '@solidjs/router';
import { createEffect, createMemo, createSignal, For, on, Show, type JSX } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { fromUrl } from '@pegel/presentation';
import { afterPaint } from '../primitives/after-paint.js';
import { createDisclosure } from '../primitives/create-disclosure.js';
import { useKeyboard } from '../primitives/create-keyboard.js';
import { createMedia } from '../primitives/create-media.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { recall, remember } from '../primitives/stored.js';
import { AccountSettings } from './account-settings.jsx';
import { BottomBar } from './bottom-bar.jsx';
import { createGoing, GoingContext } from './create-going.js';
import { FrameHelp } from './frame-help.jsx';
import { FrameKeys } from './frame-keys.jsx';
import { Mark, MenuIcon, RailIcon, SearchIcon } from './icons.jsx';
import { PageLink } from './page-link.jsx';
import { addressesFrom, firstPageOf, leadsTo, pagesFor } from './pages.js';
import { ReadLatest } from './read-latest.jsx';
import controls from './controls.module.css';
import { WaitingMark } from './waiting-mark.jsx';
import styles from './app-shell.module.css';

/** The frame of every page: a rail on wide screens, a bar at the top of narrower ones, and one at the foot of a phone. */
export function AppShell(props: { reader: ReaderView | null; children: JSX.Element }) {
  const { words, language } = usePreferences();
  const location = useLocation();
  const menu = createDisclosure();
  const going = createGoing((place) => props.reader !== null && leadsTo(props.reader, place));
  const isPhone = createMedia('(max-width: 639px)', false);
  const [isNarrow, setNarrow] = createSignal(recall('rail') === 'narrow');
  let nav: HTMLElement | undefined;
  // Where there is no room for all pages, the one that is open is among those in sight. jsdom cannot scroll.
  createEffect(on(() => location.pathname, () => afterPaint(() => nav?.querySelector(`.${styles.current}`)?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' }))));
  createEffect(on(() => location.pathname, () => menu.leave(), { defer: true }));
  const addressFrom = createMemo(() => addressesFrom(props.reader?.organisation.slug ?? '', `${location.pathname}${location.search}`));
  const isOfNumbers = createMemo(() => fromUrl(location.pathname) !== null);
  const home = () => (props.reader === null ? '/' : `/${props.reader.organisation.slug}/${firstPageOf(props.reader)}`);
  const fold = () => {
    remember('rail', isNarrow() ? 'wide' : 'narrow');
    setNarrow(!isNarrow());
  };
  /** Whoever may see no page has nothing to go through. */
  const reader = () => (props.reader !== null && pagesFor(props.reader).length > 0 ? props.reader : null);
  return (
    <GoingContext.Provider value={going}>
    <div class={styles.shell} data-rail={isNarrow() ? 'narrow' : 'wide'}>
      <a class={styles.skip} href="#content">{words().nav.skip}</a>
      <Show when={isOfNumbers()}><ReadLatest class={styles.skip} /></Show>
      <header class={styles.rail}>
        <a class={styles.brand} href={home()} title={props.reader?.organisation.name}>
          <Mark />
          <span class={styles.names}>
            <span class={styles.product}>{words().product}</span>
            <Show when={props.reader}>{(known) => <span class={styles.organisation}>{known().organisation.name}</span>}</Show>
          </span>
        </a>
        <Show when={reader()}>
          {(known) => (
            <>
              <SearchButton />
              <Show when={!isPhone()}>
                <nav class={styles.nav} ref={(element) => (nav = element)} aria-label={words().nav.label}>
                  <For each={pagesFor(known())}>
                    {(page) => (
                      <PageLink class={styles.link} marked={styles.current} title={isNarrow() ? page.label(language()) : undefined} href={addressFrom()(page)}>
                        <page.icon />
                        <Show when={page.short(language()) !== page.label(language())} fallback={<span class={styles.text}>{page.label(language())}</span>}>
                          <span class={styles.label}>{page.label(language())}</span>
                          <span class={styles.short}>{page.short(language())}</span>
                        </Show>
                        <Show when={page.id === 'settings'}><WaitingMark reader={known()} /></Show>
                      </PageLink>
                    )}
                  </For>
                </nav>
              </Show>
            </>
          )}
        </Show>
        <div class={styles.foot}>
          <FrameHelp reader={reader()} titled={isNarrow()} />
          <button type="button" class={`${styles.link} ${styles.fold}`} title={isNarrow() ? words().frame.widen : undefined} onClick={fold}>
            <RailIcon />
            <span class={styles.text}>{isNarrow() ? words().frame.widen : words().frame.narrow}</span>
          </button>
        </div>
        <div class={styles.wide}>
          <AccountSettings reader={props.reader} canSignOut />
        </div>
        <Show when={!isPhone() || reader() === null}>
          <div class={styles.narrow} ref={menu.root}>
            <button type="button" class={controls.icon} aria-expanded={menu.isOpen()} aria-label={words().nav.settings} title={words().nav.settings} onClick={menu.toggle}>
              <MenuIcon />
            </button>
            <Show when={menu.isOpen()}>
              <div class={styles.sheet}>
                <FrameHelp reader={reader()} titled={false} />
                <AccountSettings reader={props.reader} canSignOut />
              </div>
            </Show>
          </div>
        </Show>
      </header>
      <main id="content" class={styles.main} tabindex="-1">
        <Show when={props.reader?.organisation.demo}><p class={styles.demo}>{words().data.demo}</p></Show>
        {props.children}
      </main>
      <Show when={isPhone() ? reader() : null}>{(known) => <BottomBar reader={known()} />}</Show>
      <FrameKeys reader={props.reader} />
    </div>
    </GoingContext.Provider>
  );
}

/** Opens what finds pages, periods and actions. */
function SearchButton() {
  const { words } = usePreferences();
  const keyboard = useKeyboard();
  return (
    <button type="button" class={styles.search} title={words().frame.search} onClick={() => keyboard.run('palette')}>
      <SearchIcon />
      <span class={styles.text}>{words().frame.search}</span>
    </button>
  );
}
