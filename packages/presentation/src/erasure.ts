import { mentionPlaces, type ErasureView, type Language, type MentionPlace, type Words } from '@pegel/domain';

const places: Readonly<Record<MentionPlace, Words>> = {
  event: { en: 'ids of events', de: 'Kennungen von Ereignissen' },
  chat: { en: 'ids of chats', de: 'Kennungen von Chats' },
  project: { en: 'ids of projects', de: 'Kennungen von Projekten' },
  artifact: { en: 'ids of artifacts', de: 'Kennungen von Artefakten' },
  connector: { en: 'names of connectors', de: 'Namen von Konnektoren' },
  model: { en: 'names of models', de: 'Namen von Modellen' },
  service: { en: 'names of services', de: 'Namen von Diensten' },
  group: { en: 'names of groups', de: 'Namen von Gruppen' },
  department: { en: 'names of departments', de: 'Namen von Abteilungen' },
  costCentre: { en: 'cost centres', de: 'Kostenstellen' },
  reason: { en: 'reasons that somebody wrote down', de: 'aufgeschriebene Begründungen' },
};

const words = {
  would: { en: 'Would go', de: 'Entfiele' },
  gone: { en: 'Gone', de: 'Entfallen' },
  ids: { en: 'ids', de: 'Kennungen' },
  emails: { en: 'e-mail addresses', de: 'E-Mail-Adressen' },
  names: { en: 'names', de: 'Namen' },
  quarantined: { en: 'words in items that were set aside', de: 'Angaben in zurückgestellten Einträgen' },
  invitations: { en: 'invitations', de: 'Einladungen' },
  account: { en: 'account', de: 'Konto' },
  stays: { en: 'Stays, because it is the sources’ and changing it would count it twice; mend it where it comes from', de: 'Bleibt, weil es den Quellen gehört und sonst doppelt zählte; bitte dort ändern' },
  numbers: { en: 'Every sum and every count stays as it is; split by person this part is nobody’s.', de: 'Alle Summen und Anzahlen bleiben, wie sie sind; je Person gehört dieser Teil niemandem.' },
  backups: { en: 'Backups that you keep elsewhere still have these words, sealed: see "Erasing a person" in docs/operations.md.', de: 'Sicherungen, die Sie anderswo aufbewahren, enthalten diese Angaben noch, versiegelt: siehe „Erasing a person“ in docs/operations.md.' },
} as const satisfies Record<string, Words>;

/** Where a copy of somebody's words may be that an erasure does not reach. */
export const erasureBackups: Words = words.backups;

/** What goes, what stays, and that numbers do not change, line by line. */
export function erasureLines({ key, words: said, quarantined, invitations, account, mentions }: ErasureView, isDone: boolean, language: Language): string[] {
  const counts = [[said.ids, 'ids'], [said.emails, 'emails'], [said.names, 'names'], [quarantined, 'quarantined'], [invitations, 'invitations'], [account ? 1 : 0, 'account']] as const;
  const goes = counts.flatMap(([count, what]) => (count === 0 ? [] : [`  ${words[what][language]}: ${count}`]));
  const left = mentionPlaces.flatMap((place) => (mentions[place] === undefined ? [] : [`  ${places[place][language]}: ${mentions[place]}`]));
  return [`${words[isDone ? 'gone' : 'would'][language]}${key === null ? '' : ` (${key})`}:`, ...goes, ...(left.length === 0 ? [] : [`${words.stays[language]}:`, ...left]), words.numbers[language]];
}
