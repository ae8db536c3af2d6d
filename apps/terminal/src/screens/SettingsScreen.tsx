import { languageNames, languages } from '@pegel/domain';
import { generalSettings, localeOf, privacySettings, settingChangesTable, settingsTable, settingsWordsIn } from '@pegel/presentation';
import { choiceLines, factLines, proseLines } from '../components/place-lines.js';
import { tableLines } from '../components/table-lines.js';
import { widthOf } from '../fit.js';
import { drawn, emptyLine, line } from '../spans.js';
import { placeWords } from './place-words.js';
import { PlaceFrame, type PlacePanel } from './PlaceFrame.js';
import type { PlaceScreenProps } from './screen-props.js';
import { useAnswer } from './use-answer.js';
import { usePlaceKeys } from './use-place-keys.js';

/** This terminal, the organisation as it is set up, who is signed in, and every change of the settings. They are changed in a browser. */
export function SettingsScreen(props: PlaceScreenProps) {
  const { organisation, language, theme, size, status, source, as, act } = props;
  const { value: view, problem, again } = useAnswer('settings', () => source.settings());
  const locale = localeOf(language, { currency: organisation.currency, today: null });
  const words = settingsWordsIn(language);
  const own = placeWords[language];
  const loading = [line(problem === '' ? locale.words.state.loading : problem, problem === '' ? 'hint' : 'error')];
  const { characters, lines: dots, background, colour } = as.drawing;
  const labels = Math.max(...[own.language, own.charts, own.colour].map((label) => widthOf(drawn(label, theme.glyphs)))) + 2;
  const fact = (label: string, value: string, width: number) => choiceLines(label, labels, [{ label: value, isChosen: false }], false, width, theme);
  const settings = (shown: Parameters<typeof settingsTable>[2]) => (width: number) => (view === null ? loading : factLines(settingsTable(view, locale, shown).rows.map(([label = '', value = '']) => ({ label, value })), width, theme));
  const panels: readonly PlacePanel[] = [
    {
      id: 'terminal', title: own.terminal, foot: own.settingKeys,
      lines: (width) => [
        ...choiceLines(own.language, labels, languages.map((one) => ({ label: languageNames[one], isChosen: one === language })), true, width, theme),
        ...fact(own.charts, own.characters[characters][dots], width),
        ...fact(own.colour, own.colours[colour ? background : 'none'], width),
      ],
    },
    { id: 'organisation', title: own.organisation, lines: settings(generalSettings) },
    { id: 'people', title: own.people, lines: settings(privacySettings) },
    {
      id: 'account', title: own.account,
      lines: (width) => [...factLines([{ label: own.server, value: as.url }, { label: own.signedIn, value: own.signedInAs(as.name, as.role) }, { label: own.version, value: as.version }], width, theme), emptyLine, ...proseLines([own.inBrowser], width, theme)],
    },
    {
      id: 'changes', title: own.changes,
      lines: (width) => {
        if (view === null) return loading;
        if (view.changes.length === 0) return proseLines([words.changes.none], width, theme);
        const { heading, rows } = tableLines(settingChangesTable(view, locale), width, theme);
        return [heading, ...rows];
      },
    },
  ];
  const { focus, scroll } = usePlaceKeys(props, panels, {
    turn: (_, panel) => (panel === 'terminal' ? act('language.toggle', null) : undefined),
    refresh: again,
  });
  return <PlaceFrame place="settings" organisation={organisation} note={own.signedInAs(as.name, as.role)} panels={panels} focus={focus} scroll={scroll} status={status} actions={['panel.next', 'language.toggle', 'open.browser', 'data.refresh', 'palette', 'quit']} size={size} language={language} theme={theme} />;
}
