import { A } from '@solidjs/router';
import { createUniqueId, For, Show } from 'solid-js';
import { glossaryWordsIn, type Glossary } from '@pegel/presentation';
import { FilterField } from '../lists/filter-field.jsx';
import panel from '../panels/panel.module.css';
import { usePreferences } from '../primitives/create-preferences.js';
import styles from './glossary.module.css';

/** Every metric with the sentence that says what it counts, by what it is about. */
export function MetricList(props: { glossary: Glossary; filter: string; onFilter: (text: string) => void }) {
  const { language } = usePreferences();
  const texts = () => glossaryWordsIn(language());
  return (
    <div class={styles.page}>
      <h1>{texts().title}</h1>
      <p class={styles.about}>{texts().about}</p>
      <FilterField label={texts().filter} clear={texts().clear} value={props.filter} said={props.glossary.said} onFilter={props.onFilter} />
      <Show when={props.glossary.empty}>{(why) => <p class={panel.empty}>{why()}</p>}</Show>
      <For each={props.glossary.subjects}>
        {(subject) => {
          const heading = createUniqueId();
          return (
            <section class={styles.subject} aria-labelledby={heading}>
              <h2 id={heading}>{subject.label}</h2>
              <ul class={styles.list}>
                <For each={subject.rows}>
                  {(row) => (
                    <li class={styles.row}>
                      <A href={row.url}>{row.label}</A>
                      <p>{row.counts}</p>
                    </li>
                  )}
                </For>
              </ul>
            </section>
          );
        }}
      </For>
    </div>
  );
}
