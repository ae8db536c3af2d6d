import { languageNames, languages, type Language } from '@pegel/domain';
import { generalSettings, localeOf, privacySettings, settingChangesTable, settingsTable, settingsWordsIn } from '@pegel/presentation';
import { appearanceChoices, type Appearance } from '../appearance.js';
import { choiceEnd, choiceLines, factLines, proseLines } from '../components/place-lines.js';
import { tableLines } from '../components/table-lines.js';
import { widthOf } from '../fit.js';
import { drawn, emptyLine, line } from '../spans.js';
import { placeWords } from './place-words.js';
import { PlaceFrame, type PlacePanel } from './PlaceFrame.js';
import type { PlaceScreenProps } from './screen-props.js';
import { useAnswer } from './use-answer.js';
import { useChoice } from './use-choice.js';
import { usePlaceKeys } from './use-place-keys.js';

/** Something that is chosen of this terminal. */
interface Choice {
  readonly name: keyof Appearance;
  readonly label: string;
  readonly choices: readonly { readonly label: string; readonly isChosen: boolean; choose(): void }[];
}

const settingNames = Object.keys(appearanceChoices) as readonly (keyof Appearance)[]; // Object.keys forgets the literal keys.
const isLanguage = (choice: Appearance[keyof Appearance]): choice is Language => languages.some((language) => language === choice);

/** This terminal, the organisation as it is set up, who is signed in, and every change of the settings. The last are changed in a browser. */
export function SettingsScreen(props: PlaceScreenProps) {
  const { organisation, language, theme, size, status, source, as, appearance, appear } = props;
  const { value: view, problem, again } = useAnswer('settings', () => source.settings());
  const locale = localeOf(language, { currency: organisation.currency, today: null });
  const words = settingsWordsIn(language);
  const own = placeWords[language];
  const loading = [line(problem === '' ? locale.words.state.loading : problem, problem === '' ? 'hint' : 'error')];
  const { characters, lines: dots, background, colour } = as.drawing;
  const settable = settingNames.map((name): Choice => ({
    name,
    label: own.settings[name],
    choices: appearanceChoices[name].map((one) => ({ label: isLanguage(one) ? languageNames[one] : own.choices[one], isChosen: appearance[name] === one, choose: () => appear({ ...appearance, [name]: one }) })),
  }));
  const { at, chosen, move } = useChoice(settable);
  const labels = Math.max(...settable.map(({ label }) => widthOf(drawn(label, theme.glyphs)))) + 2;
  const means = (width: number) => proseLines([own.means[chosen()?.name ?? 'language']], width, theme);
  // What a choice is stands at the end of the panel, or below the choice where that can be out of sight.
  const isSmall = size.columns < 80 || size.rows < 20;
  const choicesIn = (width: number) => settable.map(({ label, choices }, index) => [...choiceLines(label, labels, choices, index === at, width, theme), ...(isSmall && index === at ? means(width) : [])]);
  const settings = (shown: Parameters<typeof settingsTable>[2]) => (width: number) => (view === null ? loading : factLines(settingsTable(view, locale, shown).rows.map(([label = '', value = '']) => ({ label, value })), width, theme));
  const panels: readonly PlacePanel[] = [
    {
      id: 'terminal', title: own.terminal, foot: own.settingKeys,
      at: (width) => choiceEnd(choicesIn(width), at),
      lines: (width) => [
        ...choicesIn(width).flat(),
        ...(isSmall ? [] : means(width)),
        ...proseLines([own.found(own.characters[characters][dots], own.colours[colour ? background : 'none'])], width, theme),
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
    move(step, panel) {
      if (panel !== 'terminal') return false;
      move(step);
      return true;
    },
    turn(step, panel) {
      const choices = panel === 'terminal' ? (chosen()?.choices ?? []) : [];
      choices[(choices.findIndex(({ isChosen }) => isChosen) + step + choices.length) % Math.max(1, choices.length)]?.choose();
    },
    refresh: again,
  });
  return <PlaceFrame place="settings" organisation={organisation} note={own.signedInAs(as.name, as.role)} panels={panels} focus={focus} scroll={scroll} status={status} actions={['panel.next', 'language.toggle', 'open.browser', 'data.refresh', 'palette', 'quit']} size={size} language={language} theme={theme} />;
}
