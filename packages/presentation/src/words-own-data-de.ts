import type { OwnDataWords } from './own-data-words.js';

/** Was jemandem über die eigenen Daten gesagt wird, auf Deutsch. */
export const ownDataDe: OwnDataWords = {
  title: 'Meine Daten',
  about: (organisation, email) => `Was ${organisation} in Pegel über Sie speichert, was die Owner von Ihnen sehen und wer nachgesehen hat. Gefunden wurde es über Ihre Adresse ${email}. Diese Seite sehen nur Sie; dass Sie sie geöffnet haben, steht im Protokoll.`,
  nothingHeld: (email) => `Zur Adresse ${email} ist nichts gespeichert: Unter ihr wurde keine Nutzung gezählt, und kein Verzeichnis führt sie.`,
  take: 'Mitnehmen', csv: 'Für eine Tabelle (CSV)', json: 'Für ein Programm (JSON)',
  again: 'Erneut versuchen',
  held: {
    title: 'Was über Sie gespeichert ist',
    about: 'Unter diesen Kennungen, Adressen und Namen haben die Quellen der Zahlen Sie geführt.',
    caption: 'Kennungen, Adressen und Namen, unter denen Sie geführt wurden', source: 'Quelle', id: 'Kennung', email: 'E-Mail-Adresse', name: 'Name', first: 'Zuerst', last: 'Zuletzt',
    key: 'Ihr Schlüssel in Berichten',
    unlisted: 'Zurzeit führt Sie kein Verzeichnis.',
    status: 'Status', statuses: { active: 'aktiv', invited: 'eingeladen', suspended: 'gesperrt', removed: 'entfernt' },
    seat: 'Platz', groups: 'Gruppen', department: 'Abteilung', costCentre: 'Kostenstelle', joined: 'Beigetreten', invited: 'Eingeladen', inviteExpires: 'Einladung läuft ab',
  },
  seen: {
    title: 'Was Owner von Ihnen sehen',
    names: {
      full: 'Owner sehen diese Zahlen mit Ihrem Namen, Ihrer Adresse und Ihren Kennungen.',
      initials: 'Owner sehen diese Zahlen unter Ihren Initialen, ohne Ihren Namen, Ihre Adresse oder Ihre Kennungen – es sei denn, zwei Berechtigte vereinbaren für begrenzte Zeit, zu sehen, wer es ist.',
      pseudonyms: 'Owner sehen diese Zahlen unter einem gleichbleibenden Pseudonym, ohne Ihren Namen, Ihre Adresse oder Ihre Kennungen – es sei denn, zwei Berechtigte vereinbaren für begrenzte Zeit, zu sehen, wer es ist.',
      off: 'Owner sehen überhaupt keine Zahlen je Person: Sie sind in dieser Organisation ausgeschaltet. Ihre Nutzung zählt nur in Summen.',
    },
    label: 'Sie erscheinen als',
    totals: 'Summen bis jetzt', metric: 'Zahl',
    days: 'Tag für Tag', day: 'Tag',
    none: 'In diesen Monaten gibt es keine Zahl von Ihnen.',
    whole: 'Das sind die Zeilen, die ein Owner bekommt, ohne die aller anderen. Die Dateien enthalten jede Zahl jedes Tages.',
  },
  spend: {
    title: 'Was Ihre Nutzung kostet',
    about: (from, to) => `Die Zeilen, die Owner von Ihnen exportieren können, vom ${from} bis zum ${to}.`,
    caption: 'Was Ihre Nutzung kostet, nach Modell', model: 'Modell', noModel: 'kein Modell genannt', basis: 'Grundlage', reported: 'von anderen gemeldet', amount: 'Betrag', requests: 'Anfragen',
    none: 'Es gibt keine solche Zeile.',
    notReported: 'Diese Organisation hat keine Ausgaben zu berichten.',
    hidden: 'Owner können in dieser Organisation keine Ausgaben je Person exportieren.',
    listAmount: 'Listenpreis', credits: 'Guthaben', inputTokens: 'Eingabe-Token', outputTokens: 'Ausgabe-Token', cacheReadTokens: 'aus einem Cache gelesene Token', cacheWriteTokens: 'in einen Cache geschriebene Token',
  },
  looks: {
    title: 'Wer nachgesehen hat und warum',
    about: 'Alle, die Zahlen je Person angesehen haben, unter denen Ihre sind, oder sie als Datei mitgenommen haben, das Neueste zuerst. Wer länger hinsieht, hat alle zehn Minuten einen Eintrag.',
    caption: 'Wer Ihre Zahlen angesehen hat', when: 'Wann', who: 'Wer', you: 'Sie', what: 'Was', why: 'Zweck', noPurpose: 'es wurde keiner verlangt',
    nobody: 'Niemand hat Ihre Zahlen angesehen.', more: (count) => `Es gibt ältere; das sind die neuesten ${count}.`,
  },
  rest: {
    title: 'Was Sie noch wissen sollten',
    contents: 'Was Sie dem Assistenten schreiben und was er antwortet, ist nie in Pegel: Es zählt und bewahrt keine Inhalte auf.',
    anyGroups: 'Ihre Nutzung steckt auch in Summen: der ganzen Organisation und der Gruppen, denen Sie angehören, so klein sie sind.',
    groups: (size) => `Ihre Nutzung steckt auch in Summen: der ganzen Organisation und von Gruppen mit mindestens ${size} Personen.`,
    kept: (days) => `Zahlen werden ${days} Tage lang je Person ausgewiesen; danach bleiben sie in Summen, und nichts sagt mehr, von wem sie waren.`,
    keptForEver: 'Zahlen werden je Person ausgewiesen, solange es welche gibt: Diese Organisation hat keine Frist gesetzt.',
    aside: 'Posten, die zurückgestellt wurden, weil sie nicht gezählt werden konnten, können Sie nennen. Wer solche Posten angesehen hat, steht oben.',
    operator: 'Wer den Server betreibt, kann seine Dateien lesen. Was dort geschieht, steht nicht in dieser Liste.',
    wrong: 'Wenn hier etwas nicht stimmt, kann ein Owner Ihrer Organisation die Quellen berichtigen oder Sie löschen lassen.',
  },
};
