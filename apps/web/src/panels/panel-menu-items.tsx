import { Content, Item, Portal, Root, Separator, Trigger } from '@kobalte/core/dropdown-menu';
import { controlsWordsIn, fileForms } from '@pegel/presentation';
import { For, Show } from 'solid-js';
import { useExplaining } from '../explain/explain-context.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { MoreIcon } from '../shell/icons.jsx';
import controls from '../shell/controls.module.css';
import type { PanelActions, PanelOffer } from './panel-actions.js';
import styles from './panel-menu.module.css';

/** The menu itself, open as it arrives: it was asked for before it was there. */
export function PanelMenuItems(props: { title: string; label: string; offer: PanelOffer; actions: PanelActions }) {
  const { words, language } = usePreferences();
  const explaining = useExplaining();
  const texts = () => controlsWordsIn(language()).panel;
  const isEnlarged = () => props.actions.enlarged() === props.offer.id;
  let trigger: HTMLButtonElement | undefined;
  return (
    <Root defaultOpen modal={false} placement="bottom-end" gutter={4}>
      <Trigger class={controls.icon} ref={(element) => (trigger = element)} aria-label={props.label} title={props.label}><MoreIcon /></Trigger>
      <Portal>
        <Content class={styles.menu} aria-label={props.label}>
          <Show when={props.offer.toggle}>
            {(toggle) => <Item class={styles.item} onSelect={() => toggle().run()}>{toggle().isTable ? words().panel.chart : words().panel.table}<kbd>v</kbd></Item>}
          </Show>
          <Show when={props.offer.explained}>
            {(explained) => <Item class={styles.item} onSelect={() => explaining.toggle(explained(), trigger ?? null)}>{words().explain.title}<kbd>e</kbd></Item>}
          </Show>
          <Item class={styles.item} onSelect={() => props.actions.enlarge(props.offer.id)}>{isEnlarged() ? texts().shrink : texts().enlarge}<kbd>f</kbd></Item>
          <Separator class={styles.separator} />
          <Item class={styles.item} disabled={props.offer.table === null} onSelect={() => props.actions.copyMarkdown(props.offer.id)}>{texts().copy}<kbd>y</kbd></Item>
          <Item class={styles.item} onSelect={() => props.actions.copyLink(props.offer.id, false)}>{texts().link}</Item>
          <Item class={styles.item} onSelect={() => props.actions.copyLink(props.offer.id, true)}>{texts().pinnedLink}</Item>
          <Show when={props.offer.files.length > 0}>
            <Separator class={styles.separator} />
            <For each={props.offer.files.flatMap((file) => fileForms(file, language()))}>
              {({ label, url }) => <Item class={styles.item} onSelect={() => download(url)}>{label}</Item>}
            </For>
          </Show>
        </Content>
      </Portal>
    </Root>
  );
}

/** Fetches a file as its own link would. */
function download(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  link.rel = 'external';
  link.click();
}
