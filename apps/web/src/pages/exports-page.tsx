import { Navigate, useLocation } from '@solidjs/router';
import { createEffect, createMemo, createUniqueId, Show } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { daysText, exportsWordsIn, extentText, grainChoices, localeOf, previewTable, purposeWordsIn, recentDownloads } from '@pegel/presentation';
import { Choices } from '../exports/choices.jsx';
import { CopyButton } from '../exports/copy-button.jsx';
import { createExport } from '../exports/create-export.js';
import styles from '../exports/exports.module.css';
import { PeriodChoice } from '../exports/period-choice.jsx';
import { DataTable } from '../panels/data-table.jsx';
import panel from '../panels/panel.module.css';
import { PanelError } from '../panels/panel-frame.jsx';
import { PurposeLine } from '../panels/purpose-line.jsx';
import { usePreferences } from '../primitives/create-preferences.js';
import { loginAddress } from '../session/session.js';
import controls from '../shell/controls.module.css';
import { Field } from '../shell/field.jsx';
import { DownloadIcon } from '../shell/icons.jsx';
import { Select } from '../shell/select.jsx';

/** Gets the data out, and says who took what. */
export function ExportsPage(props: { reader: ReaderView }) {
  const { words, language } = usePreferences();
  const location = useLocation();
  const texts = () => exportsWordsIn(language());
  const wish = createExport(() => props.reader);
  const { model, choice, change, file } = wish;
  const organisation = () => props.reader.organisation;
  const locale = createMemo(() => localeOf(language(), { currency: organisation().currency, today: wish.known()?.contract.today ?? null }));
  const previewTitle = createUniqueId();
  const newTitle = createUniqueId();
  const recentTitle = createUniqueId();
  createEffect(() => {
    document.title = `${texts().title} · ${organisation().name} · ${words().title}`;
  });
  return (
    <Show when={!wish.isSignedOut()} fallback={<Navigate href={loginAddress(`${location.pathname}${location.search}`)} />}>
      <div class={styles.page}>
        <div class={styles.title}>
          <h1>{texts().title}</h1>
          <p class={styles.about}>{texts().logged}</p>
        </div>
        <section class={panel.panel} aria-labelledby={newTitle}>
          <h2 id={newTitle}>{texts().newExport}</h2>
          <div class={styles.choices}>
            <Choices label={texts().dataset} values={model().datasets} value={choice().dataset} onChoose={(dataset) => change({ dataset, by: null })} />
            <div class={styles.row}>
              <PeriodChoice range={choice().range} days={wish.period()} today={wish.known()?.contract.today ?? null} onChoose={(range) => change({ range })} />
              <p class={styles.days}>
                <Show when={wish.period()}>{(days) => daysText(days(), wish.known()?.contract.completeThrough ?? null, locale())}</Show>
              </p>
            </div>
            <Show when={model().hasGrain}>
              <div class={styles.row}>
                <Field label={texts().grain}>{() => <Select values={grainChoices} value={choice().grain} label={(grain) => words().grains[grain]} onChoose={(grain) => grain !== undefined && change({ grain })} />}</Field>
                <Field label={texts().split}>{() => <Select values={model().splits} value={choice().by ?? undefined} none={texts().noSplit} label={(by) => words().dimensions[by]} onChoose={(by) => change({ by: by ?? null })} />}</Field>
              </div>
            </Show>
            <Choices label={texts().format} values={model().formats} value={choice().format} onChoose={(format) => change({ format })} />
            <Show when={model().names.length > 0}>
              <Choices label={texts().names} values={model().names} value={choice().names} onChoose={(names) => names !== 'email' && change({ names })} />
            </Show>
          </div>
          <Show when={model().isOfPeople}><p class={styles.about}>{texts().personal}</p></Show>
          <PurposeLine said={model().purpose} purpose={wish.purpose} of={texts().newExport} />
          <Show when={wish.days().error}>{(error) => <PanelError error={error()} onRetry={() => void wish.days().refetch()} />}</Show>
          <Show when={model().refused === null} fallback={<p class={panel.empty}>{model().refused}</p>}>
            <div class={styles.head}>
              <h3 id={previewTitle}>{texts().preview}</h3>
              <span class={styles.about} role="status"><Show when={wish.preview()?.data}>{(data) => extentText(data(), locale())}</Show></span>
            </div>
            <Preview wish={wish} />
            <Show when={model().purpose?.said !== null}>
            <div class={styles.actions}>
              <Show when={file()}>
                {(known) => (
                  <>
                    <a class={`${controls.button} ${controls.primary}`} href={known().url} download="" rel="external" data-csv onClick={() => wish.taken()}><DownloadIcon />{texts().download[choice().format]}</a>
                    <Show when={known().meta}>{(meta) => <a class={controls.button} href={meta()} download="" rel="external">{texts().meta}</a>}</Show>
                    <CopyButton label={texts().copyCommand} text={known().command} />
                    <CopyButton label={texts().copyAddress} text={`${window.location.origin}${known().url}`} />
                  </>
                )}
              </Show>
            </div>
            <p class={styles.about}>{texts().token}</p>
            </Show>
          </Show>
        </section>
        <section class={panel.panel} aria-labelledby={recentTitle}>
          <div class={styles.head}>
            <h2 id={recentTitle}>{texts().recent}</h2>
            <Show when={wish.seesJournal()}><a class={styles.aside} href={`/${organisation().slug}/settings/journal`}>{texts().all}</a></Show>
          </div>
          <Show when={wish.seesJournal()} fallback={<p class={panel.empty}>{texts().recentHidden}</p>}>
            <Show when={wish.recent().error}>{(error) => <PanelError error={error()} onRetry={() => void wish.recent().refetch()} />}</Show>
            <Show when={wish.recent().data} fallback={<Show when={wish.recent().error === null}><p class={styles.about}>{texts().loading}</p></Show>}>
              {(view) => (
                <Show when={view().entries.length > 0} fallback={<p class={panel.empty}>{texts().noRecent}</p>}>
                  <DataTable table={recentDownloads(view(), organisation().timeZone, locale())} isTall />
                </Show>
              )}
            </Show>
          </Show>
        </section>
      </div>
    </Show>
  );
}

/** The first rows of the file; of people only once somebody wants to see them. */
function Preview(props: { wish: ReturnType<typeof createExport> }) {
  const { language } = usePreferences();
  const texts = () => exportsWordsIn(language());
  const data = () => props.wish.preview()?.data;
  /** Of people nothing is asked before it is said what for. */
  const isWithoutPurpose = () => props.wish.model().purpose?.said === null;
  return (
    <>
      <Show when={isWithoutPurpose()}><p class={panel.empty}>{purposeWordsIn(language()).missing}</p></Show>
      <Show when={props.wish.preview() === null && props.wish.file() !== null && props.wish.model().isOfPeople}>
        <p class={styles.about}>{texts().previewOfPeople}</p>
        <div><button type="button" class={controls.button} onClick={() => props.wish.showPreview()}>{texts().showPreview}</button></div>
      </Show>
      <Show when={props.wish.preview()?.error}>{(error) => <PanelError error={error()} onRetry={() => void props.wish.preview()?.refetch()} />}</Show>
      <Show when={!isWithoutPurpose() && (props.wish.preview()?.isLoading === true || props.wish.file() === null)}><p class={styles.waits}>{texts().loading}</p></Show>
      <Show when={data()}>
        {(known) => (
          <Show when={known().rows.length > 0} fallback={<p class={panel.empty}>{texts().none}</p>}>
            <DataTable table={previewTable(known(), language())} />
          </Show>
        )}
      </Show>
    </>
  );
}
