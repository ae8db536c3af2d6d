import type { NameChoice, PersonStatus } from '@pegel/domain';

/** What is said to somebody about their own data, in English. */
export const ownDataEn = {
  title: 'My data',
  about: (organisation: string, email: string) => `What ${organisation} holds of you in Pegel, what its owners see of you, and who has looked. It was found by your address, ${email}. Only you see this page; that you opened it stands in the audit journal.`,
  nothingHeld: (email: string) => `Nothing is held of anybody with the address ${email}: no use has been counted under it, and no directory lists it.`,
  take: 'Take it with you', csv: 'For a spreadsheet (CSV)', json: 'For a program (JSON)',
  again: 'Try again',
  held: {
    title: 'What is held of you',
    about: 'By these ids, addresses and names the sources of the numbers have called you.',
    caption: 'Ids, addresses and names that you were called by', source: 'Source', id: 'Id', email: 'E-mail address', name: 'Name', first: 'First', last: 'Last',
    key: 'Your key in reports',
    unlisted: 'No directory lists you at the moment.',
    status: 'Status', statuses: { active: 'active', invited: 'invited', suspended: 'suspended', removed: 'removed' } satisfies Record<PersonStatus, string>,
    seat: 'Seat', groups: 'Groups', department: 'Department', costCentre: 'Cost centre', joined: 'Joined', invited: 'Invited', inviteExpires: 'Invitation expires',
  },
  seen: {
    title: 'What owners see of you',
    names: {
      full: 'Owners see these numbers with your name, your address and your ids.',
      initials: 'Owners see these numbers under your initials, without your name, your address or your ids, unless two of them agree for a while to see who it is.',
      pseudonyms: 'Owners see these numbers under a pseudonym that stays the same, without your name, your address or your ids, unless two of them agree for a while to see who it is.',
      off: 'Owners see no numbers by person at all: they are switched off in this organisation. Your use counts in totals only.',
    } satisfies Record<NameChoice, string>,
    label: 'You appear as',
    totals: 'Totals up to now', metric: 'Number',
    days: 'Day by day', day: 'Day',
    none: 'In these months there is no number of yours.',
    whole: 'These are the rows that an owner gets, with everybody else’s left out. The files have every number of every day.',
  },
  spend: {
    title: 'What your use costs',
    about: (from: string, to: string) => `The lines that owners can export of you, from ${from} to ${to}.`,
    caption: 'What your use costs, by model', model: 'Model', noModel: 'no model named', basis: 'Basis', reported: 'reported by somebody else', amount: 'Amount', requests: 'Requests',
    none: 'There is no such line.',
    notReported: 'This organisation has no spend to report.',
    hidden: 'Owners cannot export spend by person in this organisation.',
    listAmount: 'list price', credits: 'credits', inputTokens: 'input tokens', outputTokens: 'output tokens', cacheReadTokens: 'tokens read from a cache', cacheWriteTokens: 'tokens written to a cache',
  },
  looks: {
    title: 'Who has looked, and why',
    about: 'Everybody who looked at numbers by person that include yours, or took them along as a file, newest first. Whoever looks for longer has an entry every ten minutes.',
    caption: 'Who has looked at your numbers', when: 'When', who: 'Who', you: 'you', what: 'What', why: 'Purpose', noPurpose: 'none was asked for',
    nobody: 'Nobody has looked at your numbers.', more: (count: string) => `There are older ones; these are the newest ${count}.`,
  },
  rest: {
    title: 'What else to know',
    contents: 'What you write to the assistant and what it answers is never in Pegel: it counts, and keeps no content.',
    anyGroups: 'Your use is also in totals: of the whole organisation, and of the groups that you belong to, however small they are.',
    groups: (size: string) => `Your use is also in totals: of the whole organisation, and of groups of at least ${size} people.`,
    kept: (days: string) => `Numbers are told by person for ${days} days; then they stay in totals, and nothing says whose they were.`,
    keptForEver: 'Numbers are told by person for as long as there are any: this organisation has set no end.',
    aside: 'Items that were set aside because they could not be counted may name you. Who looked at such items stands above.',
    operator: 'Whoever runs the server can read its files. What they do there does not stand in this list.',
    wrong: 'If something here is wrong, an owner of your organisation can correct its sources, or have you erased.',
  },
};
