import { addDays, type Day, type Period } from '@pegel/domain';
import { calendarMonth, calendarStep, controlsWordsIn, formatIn, type OrganisationView } from '@pegel/presentation';
import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js';
import { usePreferences } from '../primitives/create-preferences.js';
import { ChevronIcon } from '../shell/icons.jsx';
import controls from '../shell/controls.module.css';
import styles from './calendar-grid.module.css';

/** A month in which a first and a last day are chosen; every day can be reached by arrows alone. */
export function CalendarGrid(props: { organisation: OrganisationView; today: Day; chosen: Period | null; onChoose: (period: Period) => void }) {
  const { language } = usePreferences();
  const words = () => controlsWordsIn(language()).calendar;
  const heading = createUniqueId();
  const hint = createUniqueId();
  const [cursor, setCursor] = createSignal<Day>(props.chosen?.to ?? props.today);
  /** The first day while the last is not chosen yet. */
  const [first, setFirst] = createSignal<Day | null>(null);
  const month = createMemo(() => calendarMonth(cursor(), props.organisation, language()));
  const write = () => formatIn(language(), { currency: props.organisation.currency, today: null });
  let grid: HTMLTableElement | undefined;

  const go = (day: Day) => setCursor(day > props.today ? props.today : day);
  const isChosen = (day: Day) => {
    const from = first();
    if (from !== null) return day === from;
    return props.chosen !== null && props.chosen.from <= day && day <= props.chosen.to;
  };
  const choose = (day: Day) => {
    if (day > props.today) return;
    setCursor(day);
    const from = first();
    setFirst(from === null ? day : null);
    props.onChoose(from === null ? { from: day, to: day } : day < from ? { from: day, to: from } : { from, to: day });
  };
  const onKey = (event: KeyboardEvent) => {
    const next = event.altKey || event.ctrlKey || event.metaKey ? null : calendarStep(cursor(), event.key, event.shiftKey, props.organisation);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    go(next);
    queueMicrotask(() => grid?.querySelector<HTMLElement>('[tabindex="0"]')?.focus());
  };
  const isLastMonth = () => addDays(cursor(), 1) > props.today || month().weeks.flat().includes(props.today);
  return (
    <div class={styles.calendar} role="group" aria-label={words().label}>
      <div class={styles.head}>
        <p class={styles.title} id={heading} aria-live="polite">{month().title}</p>
        <button type="button" class={controls.icon} aria-label={words().previous} onClick={() => go(calendarStep(cursor(), 'PageUp', false, props.organisation) ?? cursor())}><span class={styles.back}><ChevronIcon /></span></button>
        <button type="button" class={controls.icon} aria-label={words().next} disabled={isLastMonth()} onClick={() => go(calendarStep(cursor(), 'PageDown', false, props.organisation) ?? cursor())}><span class={styles.forward}><ChevronIcon /></span></button>
      </div>
      <table class={styles.grid} role="grid" aria-labelledby={heading} aria-describedby={hint} ref={(element) => (grid = element)} onKeyDown={onKey}>
        <thead>
          <tr><For each={month().weekdays}>{(weekday) => <th scope="col" abbr={weekday.long}>{weekday.short}</th>}</For></tr>
        </thead>
        <tbody>
          <For each={month().weeks}>
            {(week) => (
              <tr>
                <For each={week}>
                  {(day) => (
                    <Show when={day} fallback={<td />}>
                      {(shown) => (
                        <td role="gridcell" aria-selected={isChosen(shown())}>
                          <button type="button" class={styles.day} data-today={shown() === props.today} disabled={shown() > props.today} tabindex={shown() === cursor() ? 0 : -1} aria-label={write().dayLong(shown())} aria-current={shown() === props.today ? 'date' : undefined} onClick={() => choose(shown())}>
                            {Number(shown().slice(8))}
                          </button>
                        </td>
                      )}
                    </Show>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <p class="hidden-visually" id={hint}>{words().hint}</p>
      <p class="hidden-visually" role="status"><Show when={first()}>{(day) => words().first(write().day(day()))}</Show></p>
    </div>
  );
}
