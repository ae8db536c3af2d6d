/** What the columns of files are called where they are opened in German; programs know them by the names before the colons. */
export const csvHeadersDe = {
  bucket: 'Beginn', key: 'Schlüssel', label: 'Bezeichnung', complete: 'Vollständig',
  from: 'Von', to: 'Bis', user_id: 'Benutzerkennung', email: 'E-Mail', name: 'Name', model: 'Modell', currency: 'Währung',
  spend: 'Ausgaben', list_spend: 'Ausgaben zu Listenpreisen', credits: 'Guthaben', requests: 'Anfragen',
  input_tokens: 'Eingabe-Token', output_tokens: 'Ausgabe-Token', cache_read_tokens: 'Aus einem Cache gelesene Token', cache_write_tokens: 'In einen Cache geschriebene Token', basis: 'Grundlage',
  panel: 'Bereich', metric: 'Kennzahl', value: 'Wert', reason: 'Grund', compared_from: 'Vergleich von', compared_to: 'Vergleich bis', compared_value: 'Vergleichswert', change: 'Veränderung', beside_from: 'Zeitraum davor von', beside_to: 'Zeitraum davor bis', beside_value: 'Wert im Zeitraum davor',
  source: 'Quelle', kind: 'Art', day: 'Tag', state: 'Zustand', events: 'Ereignisse', items: 'Einträge', received: 'Empfangen',
  stored: 'Gespeichert', duplicate: 'Doppelt', superseded: 'Ersetzt', quarantined: 'Zurückgestellt', rejected: 'Abgelehnt', dropped_fields: 'Weggelassene Felder',
  id: 'Kennung', code: 'Code', received_at: 'Empfangen am', content: 'Inhalt', decided_at: 'Entschieden am', decided_by: 'Entschieden von', outcome: 'Ergebnis',
  role: 'Rolle', grants: 'Weitere Rechte', since: 'Seit', invited_by: 'Eingeladen von', expires_at: 'Gültig bis',
  invited_at: 'Eingeladen am', age_days: 'Alter in Tagen', is_old: 'Alt', from_days: 'Tage von', to_days: 'Tage bis', invites: 'Einladungen',
  chain: 'Kette', number: 'Nummer', at: 'Zeitpunkt', actor: 'Art der handelnden Stelle', actor_id: 'Kennung der handelnden Stelle', actor_name: 'Wer', address: 'Adresse', happening: 'Vorgang', about: 'Einzelheiten', names: 'Namen', hidden: 'Verborgen', hash: 'Hash',
  section: 'Abschnitt', period: 'Zeitraum',
  opens: 'Öffnet', made_by: 'Angelegt von', created_at: 'Angelegt am', last_used_at: 'Zuletzt benutzt am', revoked_at: 'Widerrufen am',
  requested_by: 'Gebeten von', requested_at: 'Gebeten am', people: 'Personen', hours: 'Stunden', purpose: 'Zweck', tell_after_days: 'Unterrichtet nach Tagen', decision_reason: 'Grund der Entscheidung', until: 'Gezeigt bis', ended_by: 'Beendet von', ended_at: 'Beendet am',
  unit: 'Einheit', version: 'Version', additivity: 'Addierbarkeit', splits: 'Aufteilungen', setting: 'Einstellung', wanted: 'Gewünscht',
  server: 'Server', by: 'Durch', organisation: 'Organisation', area: 'Teil', check: 'Geprüft', level: 'Stufe', says: 'Befund', advice: 'Rat',
} as const satisfies Record<string, string>;

export type ColumnName = keyof typeof csvHeadersDe;
