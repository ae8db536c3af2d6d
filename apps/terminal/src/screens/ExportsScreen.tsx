import { useRef, useState } from 'react';
import type { Period } from '@pegel/domain';
import {
  calendarOf, daysQuery, daysText, exportFile, exportsModel, exportsWordsIn, extentText, grainChoices, localeOf, previewTable, purposeText, rangeChoices, recentDownloads, wordsIn,
  type ExportChoice, type ExportsModel,
} from '@pegel/presentation';
import { choiceEnd, choiceLines, proseLines } from '../components/place-lines.js';
import { tableLines } from '../components/table-lines.js';
import { widthOf } from '../fit.js';
import { drawn, emptyLine, line, type Line } from '../spans.js';
import { placeWords } from './place-words.js';
import { PlaceFrame, type PlacePanel } from './PlaceFrame.js';
import type { PlaceScreenProps } from './screen-props.js';
import { useAnswer } from './use-answer.js';
import { usePlaceKeys } from './use-place-keys.js';

/** One thing that can be chosen, with what comes of choosing each of its values. */
interface Field {
  readonly label: string;
  readonly choices: readonly { readonly label: string; readonly isChosen: boolean; readonly wish: Partial<ExportChoice> }[];
}

/** Files to take along: what is in them, of which days, how they are written, their first rows, and who took which along. */
export function ExportsScreen(props: PlaceScreenProps) {
  const { state, organisation, language, theme, size, status, source, as, download, copyText, chooseDays } = props;
  const [wanted, setWanted] = useState<ExportChoice>({ dataset: 'spend_by_user', range: state.range, grain: 'day', by: null, format: 'standard', names: 'own' });
  const [at, setAt] = useState(0);
  const [showsPeople, setShowsPeople] = useState('');
  const words = exportsWordsIn(language);
  const own = placeWords[language];
  const model = exportsModel(wanted, organisation, language);
  const { choice } = model;
  const days = useAnswer(model.refused === null ? JSON.stringify(['days', choice.dataset, choice.range]) : null, () => source.report(daysQuery(choice, organisation)));
  const period: Period | null = days.value === null ? null : { from: days.value.query.from, to: days.value.query.to };
  const file = period === null || model.refused !== null ? null : exportFile(choice, period, organisation);
  const question = JSON.stringify([choice, period, organisation.purpose]);
  const isAsked = file !== null && period !== null && (!model.isOfPeople || showsPeople === question);
  const preview = useAnswer(isAsked ? question : null, () => (period === null ? Promise.reject(new Error(words.loading)) : source.preview(choice, period, organisation)));
  const recent = useAnswer(as.mayReadJournal ? 'recent' : null, () => source.downloads());
  const locale = localeOf(language, { currency: organisation.currency, today: days.value?.contract.today ?? null });
  const fields = fieldsOf(model, language);
  const newest = useRef({ fields, at, file });
  newest.current = { fields, at, file };
  const labels = Math.max(...fields.map(({ label }) => widthOf(drawn(label, theme.glyphs)))) + 2;
  const refusal = model.refused ?? (model.purpose?.said === null ? purposeText(model.purpose, language) : null);
  const choicesIn = (width: number) => fields.map(({ label, choices }, index) => choiceLines(label, labels, choices, index === at, width, theme));
  const panels: readonly PlacePanel[] = [
    {
      id: 'new', title: words.newExport, foot: `${own.choose}  ${own.download}  ${own.copyCommand}`,
      at: (width) => choiceEnd(choicesIn(width), at),
      lines: (width): readonly Line[] => [
        ...choicesIn(width).flat(),
        ...(period === null ? [] : [line(`  ${locale.format.range(period)} ${theme.glyphs.separator} ${daysText(period, days.value?.contract.completeThrough ?? null, locale)}`)]),
        ...(refusal === null ? [] : proseLines([refusal], width, theme)),
        ...(model.isOfPeople ? proseLines([words.personal], width, theme) : []),
        ...(days.problem === '' ? [] : proseLines([days.problem], width, theme)),
      ],
    },
    {
      id: 'preview', title: words.preview, note: preview.value === null ? '' : extentText(preview.value, locale),
      lines: (width) => [
        ...(preview.value !== null ? previewLines(preview.value.rows.length, tableLines(previewTable(preview.value, language), width, theme), words.none) : isAsked ? [line(preview.problem === '' ? words.loading : preview.problem)] : file === null ? [line(own.none)] : proseLines([own.peoplePreview], width, theme)),
        ...(file === null ? [] : [emptyLine, ...proseLines([file.command], width, theme)]),
      ],
    },
    {
      id: 'recent', title: words.recent,
      lines: (width) => {
        if (!as.mayReadJournal) return proseLines([words.recentHidden], width, theme);
        if (recent.value === null) return [line(recent.problem === '' ? words.loading : recent.problem)];
        if (recent.value.entries.length === 0) return proseLines([words.noRecent], width, theme);
        const { heading, rows } = tableLines(recentDownloads(recent.value, organisation.timeZone, locale), width, theme);
        return [heading, ...rows];
      },
    },
  ];
  const take = () => {
    if (newest.current.file === null) return;
    const { url, command } = newest.current.file;
    download(url, command.split(' > ').at(-1) ?? 'pegel.csv', recent.again);
  };
  const { focus, scroll } = usePlaceKeys(props, panels, {
    move(step, panel) {
      if (panel !== 'new') return false;
      newest.current.at = Math.max(0, Math.min(newest.current.fields.length - 1, newest.current.at + step));
      setAt(newest.current.at);
      return true;
    },
    turn(step, panel) {
      if (panel !== 'new') return;
      const choices = newest.current.fields[newest.current.at]?.choices ?? [];
      const now = Math.max(0, choices.findIndex(({ isChosen }) => isChosen));
      const next = choices[(now + step + choices.length) % Math.max(1, choices.length)];
      if (next !== undefined) setWanted({ ...choice, ...next.wish });
    },
    // Whoever only looks at a preview takes nothing along by it.
    enter: (panel) => (panel === 'new' ? take() : undefined),
    take,
    copy: () => (newest.current.file === null ? undefined : copyText(newest.current.file.command)),
    show: () => setShowsPeople(question),
    days: (custom) => chooseDays(choice.range, days.value === null ? null : calendarOf(days.value.contract), custom, (range) => setWanted({ ...choice, range })),
    refresh: () => {
      days.again();
      recent.again();
    },
  });
  return <PlaceFrame place="exports" organisation={organisation} note={size.columns < 100 ? '' : words.logged} panels={panels} focus={focus} scroll={scroll} status={status} actions={['panel.next', 'time.menu', 'copy.markdown', 'open.browser', ...(organisation.purposes.length > 0 ? ['purpose.choose' as const] : []), 'palette', 'language.toggle', 'quit']} size={size} language={language} theme={theme} />;
}

const previewLines = (count: number, { heading, rows }: ReturnType<typeof tableLines>, none: string): readonly Line[] => (count === 0 ? [line(none)] : [heading, ...rows]);

function fieldsOf({ choice, datasets, hasGrain, splits, formats, names }: ExportsModel, language: PlaceScreenProps['language']): readonly Field[] {
  const words = exportsWordsIn(language);
  const { ranges, grains, dimensions } = wordsIn(language);
  const own = typeof choice.range === 'string' ? [] : [{ label: `${choice.range.from} – ${choice.range.to}`, isChosen: true, wish: {} }];
  return [
    { label: words.dataset, choices: datasets.filter(({ problem }) => problem === null).map(({ value, label }) => ({ label, isChosen: value === choice.dataset, wish: { dataset: value } })) },
    { label: words.period, choices: [...own, ...rangeChoices.map((range) => ({ label: ranges[range], isChosen: range === choice.range, wish: { range } }))] },
    ...(hasGrain ? [{ label: words.grain, choices: grainChoices.map((grain) => ({ label: grains[grain], isChosen: grain === choice.grain, wish: { grain } })) }] : []),
    ...(splits.length === 0 ? [] : [{ label: words.split, choices: [{ label: words.noSplit, isChosen: choice.by === null, wish: { by: null } }, ...splits.map((by) => ({ label: dimensions[by], isChosen: by === choice.by, wish: { by } }))] }]),
    { label: words.format, choices: formats.map(({ value }) => ({ label: words.shortFormats[value], isChosen: value === choice.format, wish: { format: value } })) },
    ...(names.length === 0 ? [] : [{ label: words.names, choices: names.flatMap(({ value, label, problem }) => (problem !== null || value === 'email' ? [] : [{ label, isChosen: value === choice.names, wish: { names: value } }])) }]),
  ];
}
