import { useLocation, useNavigate } from '@solidjs/router';
import { createEffect, createMemo, createSignal, ErrorBoundary, lazy, on, onCleanup, onMount, Show, Suspense } from 'solid-js';
import { nextLanguage } from '@pegel/domain';
import { fromUrl, toUrl, viewActions, viewAfter, type Action, type ViewState } from '@pegel/presentation';
import type { ReaderView } from '@pegel/client';
import { createEscape } from '../primitives/create-escape.js';
import type { Handlers } from '../primitives/create-keyboard.js';
import { themes, usePreferences } from '../primitives/create-preferences.js';
import { createShortcuts } from '../primitives/create-shortcuts.js';
import { createLanguageChoice } from './account-settings.jsx';
import { useGoing } from './create-going.js';
import { moves } from './moves.js';
import { addressesFrom, pagesFor } from './pages.js';

// Loaded when somebody asks for one of them.
const ShortcutSheet = lazy(async () => ({ default: (await import('./shortcut-sheet.jsx')).ShortcutSheet }));
const loadPalette = () => import('./command-palette.jsx');
const CommandPalette = lazy(async () => ({ default: (await loadPalette()).CommandPalette }));
const CommandSheet = lazy(async () => ({ default: (await import('./command-sheet.jsx')).CommandSheet }));

/** The keys of every page of an organisation, and what they open over it. */
export function FrameKeys(props: { reader: ReaderView | null }) {
  const preferences = usePreferences();
  const location = useLocation();
  const navigate = useNavigate();
  const going = useGoing();
  const chooseLanguage = createLanguageChoice();
  const [open, setOpen] = createSignal<'help' | 'command' | 'palette' | null>(null);
  createEscape(() => open() !== null, () => setOpen(null));
  onMount(() => {
    if (props.reader === null || !('requestIdleCallback' in window)) return;
    // What a key opens is fetched once the numbers are there and nothing else is to be done, so that the key does not wait for it. Whoever is offline asks again with the key.
    const timer = setTimeout(() => requestIdleCallback(() => void loadPalette().catch(() => undefined)), 3_000);
    onCleanup(() => clearTimeout(timer));
  });
  const here = () => `${location.pathname}${location.search}`;
  /** What is closed may have opened another. */
  const closed = (one: 'help' | 'command' | 'palette') => () => setOpen((now) => (now === one ? null : now));

  // Whoever goes on leaves what lies over the page behind.
  createEffect(on(() => location.pathname, () => setOpen(null), { defer: true }));

  const view = createMemo((): ViewState | null => fromUrl(here())?.state ?? null);
  const changes: Handlers = Object.fromEntries(viewActions.map((action) => [action, () => {
    const now = view();
    const next = now === null ? null : viewAfter(action, now);
    if (next !== null) navigate(toUrl(next), { scroll: false });
  }]));
  const toPages = (reader: ReaderView): Handlers =>
    Object.fromEntries(pagesFor(reader).map((page): [Action, () => void] => [`page.${page.id}`, () => {
      const address = addressesFrom(reader.organisation.slug, here())(page);
      going.chose(address);
      navigate(address);
    }]));
  // What there is to do is asked with every key, and more than once.
  const isOfNumbers = createMemo(() => view() !== null);
  const handlers = createMemo((): Handlers => ({
    ...(props.reader === null ? {} : { ...toPages(props.reader), palette: () => setOpen('palette') }),
    ...(isOfNumbers() ? { ...moves, ...changes, 'open.other': () => setOpen('command') } : {}),
    'language.toggle': () => chooseLanguage(nextLanguage(preferences.language())),
    'theme.cycle': () => preferences.chooseTheme(themes[(themes.indexOf(preferences.theme()) + 1) % themes.length] ?? 'system'),
    help: () => setOpen('help'),
  }));
  createShortcuts(handlers, 'frame');

  return (
    <ErrorBoundary fallback={<p class="hidden-visually" role="alert">{preferences.words().state.unreachable}</p>}>
      <Suspense>
        <Show when={open() === 'help'}><ShortcutSheet settings={props.reader === null ? null : `/${props.reader.organisation.slug}/settings/keyboard`} onClose={closed('help')} /></Show>
        <Show when={open() === 'palette' ? props.reader : null}>{(reader) => <CommandPalette reader={reader()} address={here()} onClose={closed('palette')} />}</Show>
        <Show when={open() === 'command' ? props.reader : null}>{(reader) => <CommandSheet address={here()} organisation={reader().organisation} onClose={closed('command')} />}</Show>
      </Suspense>
    </ErrorBoundary>
  );
}
