import { useNavigate } from '@solidjs/router';
import type { ReaderView } from '@pegel/client';
import { fromUrl, initialView, keyWordsIn, offeredAtFirst, paletteEntries, recentResults, searchPalette, seenBy, type PaletteKind, type PaletteResult } from '@pegel/presentation';
import { createMemo, createSignal, createUniqueId, For, onMount, Show } from 'solid-js';
import { createGroups } from '../groups/create-groups.js';
import { useKeyboard } from '../primitives/create-keyboard.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { recall, remember } from '../primitives/stored.js';
import { Keys } from './shortcut-sheet.jsx';
import styles from './command-palette.module.css';
import dialogs from './dialog.module.css';
import { focusPanelOnceThere } from './moves.js';
import { placesFor } from './places.js';

/** So many of what was chosen are remembered: names of pages and actions, never of people. */
const recentMax = 5;
const recalled = (): readonly string[] => (recall('recent') ?? '').split(' ').filter((id) => id !== '');

interface Group {
  readonly kind: PaletteKind | 'recent';
  readonly results: readonly PaletteResult[];
}

/** Finds pages, panels, periods and actions by what they are called in any language; a field with its list below it. */
export function CommandPalette(props: { reader: ReaderView; address: string; onClose: () => void }) {
  const { language, keys } = usePreferences();
  const keyboard = useKeyboard();
  const navigate = useNavigate();
  const texts = () => keyWordsIn(language()).palette;
  const [typed, setTyped] = createSignal('');
  const [index, setIndex] = createSignal(0);
  const [list, heading] = [createUniqueId(), createUniqueId()];
  const works = keyboard.works();
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());

  const state = createMemo(() => fromUrl(props.address)?.state ?? null);
  const organisation = createMemo(() => seenBy(props.reader));
  const offered = createGroups(() => state() ?? initialView(organisation().slug), organisation, () => state() !== null && props.reader.permissions.some((held) => held === 'view:usage' || held === 'view:spend'));
  const entries = createMemo(() => paletteEntries({ state: state(), organisation: organisation(), places: placesFor(props.reader), groups: offered().data?.groups ?? [], works }));
  const groups = createMemo((): readonly Group[] => {
    if (typed().trim() === '') {
      const recent = recentResults(entries(), recalled(), language());
      return [{ kind: 'recent' as const, results: recent }, ...inKinds(offeredAtFirst(entries(), language()).filter(({ id }) => recent.every((other) => other.id !== id)))].filter(({ results }) => results.length > 0);
    }
    return inKinds(searchPalette(entries(), typed(), language()));
  });
  const results = createMemo(() => groups().flatMap((group) => group.results));
  const chosen = () => results()[Math.min(index(), results().length - 1)];
  const optionId = (result: PaletteResult) => `${list}-${result.id}`;

  const take = (result: PaletteResult | undefined) => {
    if (result === undefined) return;
    remember('recent', [result.id, ...recalled().filter((id) => id !== result.id)].slice(0, recentMax).join(' '));
    dialog?.close();
    const { deed } = result;
    if (deed.kind === 'do') return void keyboard.run(deed.action);
    navigate(deed.address, { scroll: false });
    if (deed.panel !== null) focusPanelOnceThere(deed.panel);
  };
  const move = (to: number) => {
    const count = results().length;
    if (count === 0) return;
    setIndex((to + count) % count);
    // jsdom cannot scroll.
    document.getElementById(optionId(results()[index()] as PaletteResult /* Inside the list. */))?.scrollIntoView?.({ block: 'nearest' });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) move(index() + step);
    else if (event.key === 'Enter') take(chosen());
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') dialog?.close();
    else return;
    event.preventDefault();
  };

  return (
    <dialog class={`${dialogs.dialog} ${styles.palette}`} ref={(element) => (dialog = element)} aria-labelledby={heading} onClose={() => props.onClose()} onClick={(event) => event.target === dialog && dialog?.close()}>
      <div class={styles.inside}>
        <h2 id={heading} class="hidden-visually">{texts().title}</h2>
        <input
          class={styles.field} type="text" role="combobox" aria-expanded="true" aria-controls={list} aria-autocomplete="list" aria-labelledby={heading} placeholder={texts().placeholder}
          aria-activedescendant={chosen() === undefined ? undefined : optionId(chosen() as PaletteResult /* As just asked. */)} autocomplete="off" autocapitalize="off" spellcheck={false}
          onInput={(event) => { setTyped(event.currentTarget.value); setIndex(0); }} onKeyDown={onKey}
        />
        <p class="hidden-visually" role="status">{typed().trim() === '' ? '' : results().length === 0 ? texts().none : texts().found(results().length)}</p>
        <div id={list} class={styles.list} role="listbox" aria-labelledby={heading}>
          <For each={groups()}>
            {(group) => (
              <div role="group" aria-label={texts().kinds[group.kind]}>
                <p class={styles.kind} aria-hidden="true">{texts().kinds[group.kind]}</p>
                <For each={group.results}>
                  {(result) => (
                    <div
                      id={optionId(result)} class={styles.option} role="option" aria-selected={chosen() === result} onPointerMove={() => setIndex(results().indexOf(result))}
                      onPointerDown={(event) => event.preventDefault()} onClick={() => take(result)}
                    >
                      <span>{result.kind === 'metric' ? texts().explain(result.title) : result.title}<Show when={result.place}>{(place) => <small class={styles.place}> {place()}</small>}</Show></span>
                      <Show when={keyOf(result, keys())}>{(one) => <span aria-hidden="true"><Keys keys={one()} /></span>}</Show>
                    </div>
                  )}
                </For>
              </div>
            )}
          </For>
        </div>
        <Show when={results().length === 0}><p class={styles.none} aria-hidden="true">{texts().none}</p></Show>
      </div>
    </dialog>
  );
}

/** Each kind together, in the order in which the likeliest of it comes. */
function inKinds(results: readonly PaletteResult[]): readonly Group[] {
  const kinds = [...new Set(results.map(({ kind }) => kind))];
  return kinds.map((kind) => ({ kind, results: results.filter((result) => result.kind === kind) }));
}

/** The key that does the same, to be learnt in passing. */
function keyOf({ id, deed }: PaletteResult, keys: ReadonlyMap<string, readonly string[]>): string | undefined {
  return keys.get(deed.kind === 'do' ? deed.action : id.replace('range.', 'time.').replace('place.', 'page.'))?.[0];
}
