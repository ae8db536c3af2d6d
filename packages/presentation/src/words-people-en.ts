/** What the part of the settings says that is about people. */
export const peopleEn = {
  title: 'People and privacy',
  about: 'A change takes effect with the next request, also on pages that are open, in files and in the terminal. It is logged with its reason, for all owners and auditors. Files that were taken before stay as they are.',
  names: 'How names appear in rankings and exports',
  under: (size: number) => `What is hidden reads “under ${size}”.`,
  suggestions: 'Usual ones', takeOver: (purpose: string) => `Take over: ${purpose}`,
  erase: {
    title: 'Erase a person', verb: 'Erase', look: 'What would go',
    about: 'Ids, addresses and names of somebody go for good; every sum and every count stays. It is logged with its reason, which must not name them. Before anything happens you see what would go.',
    person: 'Person', personHint: 'Their key, an id or an e-mail address.', personMissing: 'Please say whom.',
    sure: (person: string) => `Erase ${person}?`, again: 'Type the person once more', againHint: 'As you named them before. This cannot be undone.', differs: 'This is not what you named before; nothing was erased.',
    reason: 'Reason', reasonHint: 'It is kept, so leave out their name, address and id.', done: 'Erased.',
  },
  retention: 'Numbers by person kept for (days)',
  retentionHint: (min: number, max: number) => `${min} to ${max}; empty: off, for as long as there are any. Older numbers are told by no person any more, on no page and in no file; sums, groups and counts of people stay exact. Whoever has nothing newer and is not in the current directory loses their name and address here.`,
  retentionWrong: (min: number, max: number) => `Numbers by person are kept for ${min} to ${max} whole days, or the field is empty.`,
  purposesWrong: (lines: number, characters: number) => `Purposes are at most ${lines} lines of 1 to ${characters} characters, each once.`,
  groupSizeWrong: (min: number, max: number) => `The minimum group size is a whole number from ${min} to ${max}.`,
};
