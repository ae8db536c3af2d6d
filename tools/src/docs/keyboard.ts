import { languageNames, languages, type Language } from '@pegel/domain';
import { actionGroups, actionGroupWords, actions, actionWords, keymap, keyText } from '@pegel/presentation';
import { madeBy, table, type Document } from './document.js';

const openings: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'The browser and the terminal have the same keys where they do the same. `?` lists those that work on the page somebody is on, and in the browser searches them;',
    'Ctrl+K, or ⌘K on a Mac, finds pages, panels, periods and actions by what they are called in either language, such as "spend quarter" or "ausgaben quartal".',
    '',
    '- Every first key is typed without AltGr on a German keyboard. ⇧ is Shift; two keys with a space between them are pressed one after the other.',
    '- Single keys mean nothing while somebody types. In the browser they can be switched off, and each be another key: Settings → Keyboard. What two actions would share is refused.',
    '- `t` alone opens the choice of the period after a moment in which its longer keys can go on.',
  ],
  de: [
    'Browser und Terminal haben dieselben Tasten, wo sie dasselbe tun. `?` nennt die, die auf der Seite gerade wirken, und sucht sie im Browser;',
    'Strg+K, auf einem Mac ⌘K, findet Seiten, Bereiche, Zeiträume und Aktionen unter ihren Namen in beiden Sprachen, etwa „spend quarter“ oder „ausgaben quartal“.',
    '',
    '- Jede erste Taste braucht auf einer deutschen Tastatur kein AltGr. ⇧ ist die Umschalttaste; zwei Tasten mit einem Leerzeichen dazwischen drückt man nacheinander.',
    '- Einzelne Tasten wirken nicht, während jemand schreibt. Im Browser lassen sie sich abschalten, und jede kann eine andere sein: Einstellungen → Tastatur. Was sich zwei Aktionen teilen müssten, wird abgelehnt.',
    '- `t` allein öffnet die Wahl des Zeitraums nach einem Augenblick, in dem seine längeren Tasten weitergehen können.',
  ],
};

const headings: Readonly<Record<Language, Readonly<Record<'action' | 'web' | 'terminal', string>>>> = {
  en: { action: 'Action', web: 'Browser', terminal: 'Terminal' },
  de: { action: 'Aktion', web: 'Browser', terminal: 'Terminal' },
};

/** Every key of both clients, from the one map that decides what they do. */
export const keyboardDocument: Document = {
  path: 'docs/keyboard.md',
  text: () => [madeBy('`packages/presentation/src/keymap.ts`'), '', '# Keys', ...languages.flatMap((language) => ['', `## ${languageNames[language]}`, '', ...openings[language], '', ...groupsIn(language)])].join('\n') + '\n',
};

const written = (keys: readonly string[] | undefined, language: Language): string => (keys ?? []).map((one) => `\`${keyText(one, language)}\``).join(', ');

const groupsIn = (language: Language): readonly string[] =>
  actionGroups.flatMap((group, index) => {
    const rows = actions.filter((action) => keymap[action].group === group).map((action) => [actionWords[action][language], written(keymap[action].web, language), written(keymap[action].terminal, language)]);
    return [...(index === 0 ? [] : ['']), `### ${actionGroupWords[group][language]}`, '', table([headings[language].action, headings[language].web, headings[language].terminal], rows)];
  });
