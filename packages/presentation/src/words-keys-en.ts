/** What is said of keys, of searching for what there is to do, and of how Pegel looks; loaded with what says it. */
export const keysEn = {
  sheet: {
    title: 'Keys on this page', search: 'Search keys', none: 'No key is called that.', or: 'or', close: 'Close',
    found: (count: number) => `${count} ${count === 1 ? 'key' : 'keys'}`,
    settings: 'Change keys',
  },
  keyboard: {
    title: 'Keyboard',
    about: 'Kept in this browser alone. Single keys never act while you type.',
    single: 'Single-key shortcuts',
    singleHint: 'Without them, Ctrl+K, F1 and Alt with an arrow still work.',
    ownKey: (action: string) => `Your key for: ${action}`,
    ownHint: 'One character, or two with a space between them. P is Shift and p. Empty is none.',
    reset: 'Back to the usual keys', usual: (keys: string) => `usually ${keys}`,
    changed: (action: string, keys: string) => (keys === '' ? `“${action}” has no single key now.` : `“${action}” is ${keys} now.`),
    usualAgain: 'All keys are the usual ones.',
    notKeys: (keys: string) => `“${keys}” is no key: please type one character, or two with a space between them.`,
    taken: (keys: string, action: string) => `“${keys}” is the key of “${action}”. Please choose another, or change that one first.`,
    begins: (keys: string, action: string) => `“${keys}” and a key of “${action}” begin alike, so that one would wait for the other. Please choose another.`,
  },
  appearance: {
    title: 'Appearance',
    about: 'Kept in this browser alone, and never sent.',
    theme: 'Colours', language: 'Language',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark', contrast: 'High contrast' },
    hints: {
      system: 'Light or dark as the device is, and with high contrast where it asks for that.',
      light: 'Light, whatever the device says.',
      dark: 'Dark, whatever the device says.',
      contrast: 'Black and white with strong lines, light or dark as the device is.',
    },
    keys: 'Changes also with',
  },
  palette: {
    title: 'Search pages, periods and actions', placeholder: 'Search, such as “spend quarter”', none: 'Nothing is called that.',
    found: (count: number) => `${count} ${count === 1 ? 'result' : 'results'}`,
    kinds: { recent: 'Recent', page: 'Pages', panel: 'Panels', metric: 'Metrics', range: 'Periods', group: 'Filters', action: 'Actions' },
    explain: (metric: string) => `What is counted: ${metric}`,
  },
  command: { title: 'The same in a terminal', about: 'Prints or shows this page where pegel is installed and signed in.', label: 'Command' },
};

/** What every language must say of it. */
export type KeyWords = typeof keysEn;
