import { useRef, useState } from 'react';
import { addDays, isReportDay, type Day, type Language } from '@pegel/domain';
import { actionOf, actionWords, calendarMonth, calendarStep, controlsWordsIn, formatIn, presets, typedRange, viewAfter, withRange, wordsIn, type OrganisationView, type PageFrame, type ViewState } from '@pegel/presentation';
import { Panel } from '../components/Panel.js';
import { padEnd, padStart, widthOf, wrap } from '../fit.js';
import { drawn, emptyLine, line, span, type Line } from '../spans.js';
import type { Theme } from '../theme.js';
import { Chooser, chooserRoom, Over, type Choice } from './Chooser.js';
import type { Size } from './layout.js';
import { overlayWords } from './overlay-words.js';
import { useTyping } from './use-keys.js';

interface PeriodOverlayProps {
  readonly state: ViewState;
  readonly calendar: NonNullable<PageFrame['calendar']>;
  readonly organisation: OrganisationView;
  readonly size: Size;
  readonly language: Language;
  readonly theme: Theme;
  /** Two days instead of a list to begin with. */
  readonly custom: boolean;
  onChoose(state: ViewState): void;
  onPin(): void;
  onLeave(): void;
}

/** The periods that have a name, with the days they mean, and two days of one's own. */
export function PeriodOverlay(props: PeriodOverlayProps) {
  const { state, calendar, organisation, size, language, theme, onChoose, onPin, onLeave } = props;
  const [isCustom, setCustom] = useState(props.custom);
  const all = presets(state, calendar, organisation, language);
  const [at, setAt] = useState(Math.max(0, all.findIndex(({ isChosen }) => isChosen)));
  const newest = useRef(at);
  newest.current = at;
  const words = overlayWords[language];
  const { period } = controlsWordsIn(language);
  const move = (step: number) => {
    newest.current = Math.max(0, Math.min(all.length, newest.current + step));
    setAt(newest.current);
  };
  useTyping({
    text(text) {
      for (const key of text) {
        if (key === 'j' || key === 'k') move(key === 'j' ? 1 : -1);
        const action = actionOf(`t ${key}`, 'terminal');
        if (action === null) continue;
        if (action === 'time.custom') return setCustom(true);
        if (action === 'time.pin') return onPin();
        const day = addDays(calendar.today, -1);
        const next = action === 'time.yesterday' ? { ...withRange(state, { from: day, to: day }), end: null } : viewAfter(action, { ...state, end: null });
        if (next !== null) return onChoose(next);
      }
    },
    key(key) {
      const preset = all[newest.current];
      switch (key) {
        case 'Escape':
        case 'Backspace':
          return onLeave();
        case 'Enter':
          return preset === undefined ? setCustom(true) : onChoose({ ...withRange(state, preset.part.range), end: preset.part.end });
        case 'ArrowDown':
          return move(1);
        case 'ArrowUp':
          return move(-1);
        default:
          return undefined;
      }
    },
  }, !isCustom);
  if (isCustom) return <TypedDays {...props} onLeave={props.custom ? onLeave : () => setCustom(false)} />;
  const labels = Math.max(...all.map(({ label }) => widthOf(drawn(label, theme.glyphs))));
  const choices: readonly Choice[] = [
    ...all.map(({ label, keys, days, isChosen }): Choice => ({ id: keys, text: `${padEnd(keys.replace(/^t /, ''), 2)} ${padEnd(drawn(label, theme.glyphs), labels)} ${isChosen ? theme.glyphs.chosen : ' '}`, aside: days })),
    { id: 'custom', text: `c  ${actionWords['time.custom'][language]}`, aside: '' },
  ];
  // Where days have no room beside what they are called, keys have none in the edge either: it says the days of the row that somebody is on.
  const isCramped = choices.some(({ text, aside }) => widthOf(text) + widthOf(drawn(aside, theme.glyphs)) + 3 > chooserRoom(size));
  const notes = ['', ...(calendar.firstDay === null ? [] : [period.starts(formatIn(language, { currency: organisation.currency, today: null }).date(calendar.firstDay))]), `t  [${state.today ? 'x' : ' '}] ${period.includeToday}`];
  return <Chooser title={period.title} foot={isCramped ? (all[at]?.days ?? '') : words.apply} typed={null} prompt="" choices={choices} at={at} notes={notes} size={size} theme={theme} />;
}

const width = 60;

/** Two days, typed or found in a calendar. */
function TypedDays({ state, calendar, organisation, size, language, theme, onChoose, onLeave }: PeriodOverlayProps) {
  const last = calendar.completeThrough ?? calendar.today;
  const shown = typeof state.range === 'string' ? { from: '', to: '' } : state.range;
  const [texts, setTexts] = useState({ from: shown.from, to: shown.to });
  const [field, setField] = useState<'from' | 'to'>('from');
  const [problem, setProblem] = useState('');
  const newest = useRef({ texts, field });
  newest.current = { texts, field };
  const names = wordsIn(language).range;
  const { period } = controlsWordsIn(language);
  const words = overlayWords[language];
  const put = (text: string) => {
    newest.current.texts = { ...newest.current.texts, [newest.current.field]: text };
    setTexts(newest.current.texts);
    setProblem('');
  };
  const turn = (to: 'from' | 'to') => {
    newest.current.field = to;
    setField(to);
  };
  const apply = () => {
    const { texts: typed } = newest.current;
    const found = typedRange(typed.from, typed.to, calendar.today, language);
    if ('range' in found) return onChoose({ ...withRange(state, found.range), end: null });
    turn(found.field);
    return setProblem(found.problem);
  };
  useTyping({
    text: (text) => put((newest.current.texts[newest.current.field] + text).slice(0, 20)),
    key(key) {
      switch (key) {
        case 'Escape':
          return onLeave();
        case 'Backspace':
          return put(newest.current.texts[newest.current.field].slice(0, -1));
        case 'Tab':
        case 'Shift+Tab':
          return turn(newest.current.field === 'from' ? 'to' : 'from');
        case 'Enter':
          return newest.current.field === 'from' && newest.current.texts.to.trim() === '' ? turn('to') : apply();
        default: {
          const day = calendarStep(dayIn(newest.current.texts, newest.current.field, last), key, false, organisation);
          return day === null ? undefined : put(day);
        }
      }
    },
  });
  const own = Math.min(size.columns, width);
  const inner = own - 4;
  const { glyphs } = theme;
  const labels = Math.max(widthOf(names.from), widthOf(names.to)) + 2;
  const row = (of: 'from' | 'to'): Line => [span(`${of === field ? glyphs.cursor : ' '} ${padEnd(names[of], labels)}`), span(padEnd(texts[of], 21), of === field ? 'cursor' : 'value')];
  const head = [row('from'), row('to'), emptyLine];
  const notes = problem === '' ? wrap(period.forms, inner).map((text) => line(text)) : wrap(problem, inner).map((text) => line(text, 'error'));
  const room = size.rows - 1 - 3 - 2 - head.length - notes.length - 1;
  const sheet = room < 8 ? [] : [...monthLines(dayIn(texts, field, last), texts, organisation, language, theme), emptyLine];
  const lines = [...head, ...sheet, ...notes];
  return (
    <Over width={own} size={size}>
      <Panel title={actionWords['time.custom'][language]} foot={words.custom} lines={lines} width={own} height={lines.length + 2} focused theme={theme} />
    </Over>
  );
}

/** The day that a field holds, or else what it would begin with. */
const dayIn = (texts: { readonly from: string; readonly to: string }, field: 'from' | 'to', last: Day): Day => (isReportDay(texts[field]) ? texts[field] : isReportDay(texts.from) ? texts.from : last);

function monthLines(day: Day, { from, to }: { readonly from: string; readonly to: string }, organisation: OrganisationView, language: Language, { glyphs }: Theme): readonly Line[] {
  const { title, weekdays, weeks } = calendarMonth(day, organisation, language);
  const isChosen = (one: Day): boolean => one === day || (isReportDay(from) && isReportDay(to) && from <= one && one <= to);
  return [
    line(`  ${title}`, 'value'),
    line(`  ${weekdays.map(({ short }) => padStart(drawn(short, glyphs), 2)).join(' ')}`),
    ...weeks.map((week): Line => [span(' '), ...week.flatMap((one) => [span(' '), span(one === null ? '  ' : String(Number(one.slice(8))).padStart(2), one !== null && isChosen(one) ? 'cursor' : 'plain')])]),
  ];
}
