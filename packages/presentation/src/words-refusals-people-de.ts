import { erasureLimits, unmaskingLimits } from '@pegel/domain';
import type { GermanRefusals } from './german-refusals.js';
import { unmaskingDe } from './words-unmasking-de.js';

const over = (how: string): string => `Dieser Antrag ist schon ${how}; zu entscheiden ist nichts mehr.`;

/** What is refused about people, in German. */
export const peopleRefusalsDe: GermanRefusals<'people'> = {
  'people-off': () => 'Zahlen je Person sind in dieser Organisation ausgeschaltet.',
  'spend-people-off': () => 'Ausgaben je Person werden nicht exportiert: Zahlen je Person sind in dieser Organisation ausgeschaltet.',
  'spend-off': () => 'Ausgaben werden nicht berichtet: Zusätzliche Nutzung ist in dieser Organisation ausgeschaltet.',
  'names-lost': () => 'Namen, mit denen diese Datei begonnen hat, dürfen nicht mehr gesehen werden.',
  'own-data-token': () => 'Was über eine Person gespeichert ist, sieht nur sie selbst, wenn sie angemeldet ist; ein Token ist niemand.',
  'own-data-unproven': ({ provider }) => `Eigene Daten sieht, wer sich über ${provider} angemeldet hat; dort ist bekannt, wem die Adresse gehört. Dieses Konto hat nur ein Passwort. Melden Sie sich einmal über ${provider} an.`,
  'person-unknown': ({ organisation, person }) => `In ${organisation} heißt niemand ${person}. Geben Sie den Schlüssel, eine Kennung oder eine E-Mail-Adresse einer Person an, von der es Zahlen gibt; wer schon gelöscht ist, wird nicht mehr gefunden.`,
  'person-several': ({ person, keys }) => `${person} steht bei verschiedenen Quellen für mehrere Personen: ${keys}. Geben Sie den Schlüssel der gemeinten an.`,
  'person-several-unnamed': ({ person }) => `${person} steht bei verschiedenen Quellen für mehrere Personen. Nennen Sie die gemeinte mit einer E-Mail-Adresse.`,
  'person-member': ({ organisation }) => `Diese Person ist Mitglied von ${organisation} und würde sich unter ihrer Adresse weiter anmelden. Beenden Sie zuerst die Mitgliedschaft; danach lässt sich die Person löschen.`,
  'erasure-reason': () => `Bitte geben Sie eine Begründung mit 1 bis ${erasureLimits.reason} Zeichen an; sie wird aufbewahrt.`,
  'erasure-reason-names': () => 'Die Begründung wird aufbewahrt und darf die Person nicht nennen: Lassen Sie Name, Adresse und Kennung weg.',
  'unmasking-names-full': () => unmaskingDe.nothing.full,
  'unmasking-names-off': () => unmaskingDe.nothing.off,
  'unmasking-people': () => `Bitte geben Sie 1 bis ${unmaskingLimits.people} Personen an.`,
  'unmasking-no-key': ({ given }) => `Personen werden mit ihren Schlüsseln genannt, wie Berichte je Person sie enthalten, etwa p_0123456789abcdef0123; angegeben ist ${given}.`,
  'unmasking-nobody': ({ key }) => `Den Schlüssel ${key} hat hier niemand.`,
  'unmasking-hours': () => unmaskingDe.hoursWrong,
  'unmasking-reason': () => unmaskingDe.noReason,
  'unmasking-delay': () => unmaskingDe.delayWrong,
  'unmasking-no-security': () => unmaskingDe.noSecurity,
  'unmasking-too-many': () => `Höchstens ${unmaskingLimits.live} Anträge auf Namen können zugleich warten oder gelten.`,
  'unmasking-token': () => 'Namen beantragen und über Anträge entscheiden Personen, die angemeldet sind; ein Token tut beides nicht.',
  'unmasking-asks-no-more': () => 'Sie dürfen Zahlen je Person nicht mehr sehen.',
  'unmasking-decides-no-more': () => 'Sie dürfen über Anträge auf Namen nicht mehr entscheiden.',
  'unmasking-own': () => 'Über den eigenen Antrag entscheidet niemand: Es braucht eine zweite Person, einen Owner oder einen Auditor.',
  'unmasking-not-own': () => 'Einen Antrag auf Namen zieht zurück, wer ihn gestellt hat; andere lehnen ihn ab.',
  'unmasking-pointless': () => 'Wer den Antrag gestellt hat, darf Zahlen je Person nicht mehr sehen; es gibt nichts zu genehmigen.',
  'unmasking-unknown': ({ id }) => `Einen Antrag ${id} gibt es hier nicht.`,
  'unmasking-approved': () => 'Dieser Antrag ist schon genehmigt.',
  'unmasking-to-close': () => 'Dieser Antrag ist schon genehmigt; beenden Sie ihn, um die Namen wieder zu verbergen.',
  'unmasking-shows-none': () => 'Durch diesen Antrag sieht noch niemand Namen; er lässt sich ablehnen oder zurückziehen.',
  'unmasking-refused': () => over('abgelehnt'),
  'unmasking-withdrawn': () => over('zurückgezogen'),
  'unmasking-undecided': () => `Dieser Antrag ist hinfällig: Innerhalb von ${unmaskingLimits.undecidedDays} Tagen hat niemand darüber entschieden.`,
  'unmasking-closed': () => over('beendet'),
  'unmasking-over': () => 'Die Zeit dieses Antrags ist schon vorbei.',
};
