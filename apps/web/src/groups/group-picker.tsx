import { goneGroup, groupWordsIn, type OrganisationView, type PageFrame } from '@pegel/presentation';
import { createEffect, lazy, Show, Suspense } from 'solid-js';
import { createDisclosure } from '../primitives/create-disclosure.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { createShortcuts } from '../primitives/create-shortcuts.js';
import type { View } from '../primitives/create-view.js';
import { ChevronIcon, CloseIcon } from '../shell/icons.jsx';
import controls from '../shell/controls.module.css';
import { createGroups } from './create-groups.js';
import styles from './group-picker.module.css';

/** The list is loaded by whoever opens it. */
const GroupSheet = lazy(async () => ({ default: (await import('./group-sheet.jsx')).GroupSheet }));

/** Whose numbers the page shows: everyone's, or those of one group, which one press takes away again. */
export function GroupPicker(props: { view: View; model: PageFrame; organisation: OrganisationView }) {
  const { language } = usePreferences();
  const texts = () => groupWordsIn(language());
  const popover = createDisclosure();
  const groups = createGroups(() => props.view.state(), () => props.organisation, () => popover.isOpen() || props.view.state().group !== null);
  let opener: HTMLButtonElement | undefined;

  // A link can name a group that was there when it was made.
  createEffect(() => {
    const known = groups().data;
    const gone = known === undefined ? null : goneGroup(props.view.state(), known.groups);
    if (gone !== null) props.view.refuse(gone, { group: null });
  });
  const clear = () => {
    props.view.change({ group: null });
    opener?.focus();
  };
  createShortcuts({
    'group.choose': () => {
      if (!popover.isOpen()) popover.toggle();
    },
    'group.clear': () => {
      if (props.view.state().group === null) return false;
      props.view.change({ group: null });
      return true;
    },
  });
  return (
    <div class={styles.picker}>
      <div class={styles.root} ref={popover.root}>
        <button type="button" class={`${controls.button} ${styles.opener}`} ref={(element) => (opener = element)} data-narrowed={props.model.narrowed !== null} aria-haspopup="dialog" aria-expanded={popover.isOpen()} onClick={() => popover.toggle()}>
          <span class="hidden-visually">{texts().title}: </span>
          <span class={styles.name}>{props.model.narrowed ?? texts().everyone}</span>
          <ChevronIcon />
        </button>
        <Show when={popover.isOpen()}>
          <Suspense>
            <GroupSheet answer={groups()} chosen={props.view.state().group} organisation={props.organisation} onChoose={(group) => { props.view.change({ group }); popover.close(); }} onClose={() => popover.close()} />
          </Suspense>
        </Show>
      </div>
      <Show when={props.model.narrowed}>
        {(label) => <button type="button" class={controls.icon} aria-label={texts().remove(label())} title={texts().remove(label())} onClick={clear}><CloseIcon /></button>}
      </Show>
    </div>
  );
}
