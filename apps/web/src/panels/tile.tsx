import { Show } from 'solid-js';
import type { AwaitedTile, TileModel } from '@pegel/presentation';
import { Sparkline } from '../charts/sparkline.jsx';
import { ExplainButton } from '../explain/explain-button.jsx';
import { usePreferences } from '../primitives/create-preferences.js';
import type { ReportStatus } from '../primitives/create-reports.js';
import { createTint } from '../primitives/create-tint.js';
import { sentenceOf } from '../session/refused.js';
import controls from '../shell/controls.module.css';
import { Ghost } from './ghost.jsx';
import styles from './tile.module.css';

/** One number with what it is made of, its change and its recent course. Read aloud, it is one sentence. */
export function Tile(props: { tile: TileModel & { readonly awaited: AwaitedTile }; status: ReportStatus; onRetry: () => void }) {
  const { words } = usePreferences();
  const tinted = createTint();
  return (
    <li class={styles.tile} aria-busy={props.status.isLoading || props.status.isRefreshing} title={props.tile.counts}>
      <Show when={props.tile.content} fallback={<Waiting tile={props.tile} status={props.status} onRetry={props.onRetry} words={words()} />}>
        {(content) => (
          <>
            <span class="hidden-visually">{content().accessibleName}</span>
            <Show when={props.tile.freshness}>{(freshness) => <span class="hidden-visually">{freshness().text}</span>}</Show>
            <TileHead tile={props.tile} isSpoken={false} />
            <div class={styles.value} aria-hidden="true" ref={tinted(() => content().value)}>{content().value}</div>
            {/* Why there is no number stands over the place of what would be said of one: nothing moves, and nothing is higher. */}
            <Show when={content().reason}>
              {(reason) => (
                <div class={styles.instead} aria-hidden="true">
                  <span class={styles.reason}>{reason()}</span>
                  <AwaitedDetails awaited={props.tile.awaited} />
                </div>
              )}
            </Show>
            <Show when={content().reason === null}>
            <div class={styles.details} aria-hidden="true">
              <Show when={content().change}>
                {(change) => (
                  <span class={change().base === '' ? styles.unsaid : styles.change} data-polarity={change().polarity}>
                    <span class={styles.glyph}>{change().glyph}</span> {change().short}
                  </span>
                )}
              </Show>
              <Show when={content().change?.base}>{(base) => <span class={styles.base}>{base()}</span>}</Show>
              <Show when={content().weekday}>
                {(weekday) => (
                  <span>
                    <span class={styles.glyph}>{weekday().glyph}</span> {weekday().short} {weekday().base}
                  </span>
                )}
              </Show>
              <span class={styles.detail} data-polarity={(content().budget?.over ?? null) === null ? undefined : 'bad'}>{content().detail}</span>
            </div>
            </Show>
            <Show when={content().reason === null} fallback={<div class={styles.course}><div class={styles.none} /></div>}>
              <Show when={content().course.length > 1}>
                <div class={styles.course}>
                  <Sparkline course={content().course} />
                </div>
              </Show>
            </Show>
          </>
        )}
      </Show>
    </li>
  );
}

/** As high as it will be: lines that nobody sees or hears stand where its own will be. */
function Waiting(props: { tile: TileModel & { readonly awaited: AwaitedTile }; status: ReportStatus; onRetry: () => void; words: ReturnType<ReturnType<typeof usePreferences>['words']> }) {
  const { language } = usePreferences();
  return (
    <>
      <TileHead tile={props.tile} isSpoken />
      <Show when={props.status.error} fallback={
        <>
          <span class="hidden-visually">{props.words.state.loading}</span>
          <div class={styles.value} aria-hidden="true">{'\u00a0'}</div>
          <AwaitedDetails awaited={props.tile.awaited} />
          <div class={styles.course}><div class={styles.skeleton} /></div>
        </>
      }>
        {(error) => (
          <>
            <p class={styles.reason}>{sentenceOf(error(), language())}</p>
            <button type="button" class={controls.button} onClick={() => props.onRetry()}>{props.words.panel.retry}</button>
          </>
        )}
      </Show>
    </>
  );
}

/** The place of what will be said of the number. */
const AwaitedDetails = (props: { awaited: AwaitedTile }) => (
  <div class={styles.details} aria-hidden="true">
    <Ghost class={styles.change} characters={props.awaited.change} />
    <Ghost characters={props.awaited.base} />
    <Ghost characters={props.awaited.weekday} />
    <Ghost class={styles.detail} characters={props.awaited.detail} />
  </div>
);

/** The tile's name, how fresh its number is, and its ⓘ. */
const TileHead = (props: { tile: TileModel; isSpoken: boolean }) => (
  <div class={styles.head}>
    <div class={styles.label} aria-hidden={props.isSpoken ? undefined : 'true'}>
      {props.tile.label}
      <Show when={props.tile.narrowed}>{(whose) => <span class={styles.whose}>{whose()}</span>}</Show>
    </div>
    <Show when={props.tile.freshness}>
      {(freshness) => <span class={styles.fresh} data-kind={freshness().kind} title={freshness().text} aria-hidden="true" />}
    </Show>
    <ExplainButton class={styles.explain} explained={{ metric: props.tile.metric, place: 'tile' }} label={props.tile.label} />
  </div>
);
