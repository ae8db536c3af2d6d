import type { GermanRefusals } from './german-refusals.js';

const counted = (number: string): string => Number(number).toLocaleString('de-DE');

/** What is wrong with a body that is sent, or with a line of it, in German. */
export const bodyRefusalsDe: GermanRefusals<'body'> = {
  'body-utf8': () => 'Der Inhalt der Anfrage ist kein gültiges UTF-8.',
  'body-gzip': () => 'Der Inhalt der Anfrage ist kein gültiges gzip.',
  'body-cut': () => 'Die Verbindung endete vor dem Inhalt der Anfrage.',
  'body-large': ({ mebibytes }) => `Eine Anfrage darf ausgepackt höchstens ${mebibytes} MiB haben; senden Sie sie in mehreren Teilen.`,
  'body-values': ({ atMost }) => `Eine Anfrage darf höchstens ${counted(atMost)} Werte enthalten; senden Sie sie in mehreren Teilen.`,
  'body-items': ({ atMost, sent }) => `Eine Anfrage darf höchstens ${counted(atMost)} Ereignisse enthalten, diese enthält ${counted(sent)}. Senden Sie sie in mehreren Teilen.`,
  'body-events': () => 'Der Inhalt der Anfrage muss ein JSON-Objekt mit einer Liste „events“ sein.',
  'body-no-json': () => 'Der Inhalt der Anfrage ist kein gültiges JSON: Er endet zu früh oder ist keines.',
  'body-json': ({ character }) => `Der Inhalt der Anfrage ist kein gültiges JSON: Beim Zeichen ${character} stimmt etwas nicht.`,
  'body-deep': ({ atMost }) => `Der Inhalt der Anfrage ist kein gültiges JSON: Er ist tiefer verschachtelt als ${counted(atMost)} Ebenen.`,
  'body-fields': ({ atMost }) => `Der Inhalt der Anfrage ist kein gültiges JSON: Ein Objekt darin hat mehr als ${counted(atMost)} Felder.`,
  'body-twice': ({ field }) => `Auf den Inhalt der Anfrage ist kein Verlass: ${field} ist zweimal angegeben.`,
  'body-number': ({ field, digits, read }) => `Auf den Inhalt der Anfrage ist kein Verlass: ${field} ist ${digits}, gelesen würde ${read}.`,

  'line-no-json': () => 'Die Zeile ist kein gültiges JSON: Sie endet zu früh oder ist keines.',
  'line-json': ({ character }) => `Die Zeile ist kein gültiges JSON: Beim Zeichen ${character} stimmt etwas nicht.`,
  'line-deep': ({ atMost }) => `Die Zeile ist kein gültiges JSON: Sie ist tiefer verschachtelt als ${counted(atMost)} Ebenen.`,
  'line-fields': ({ atMost }) => `Die Zeile ist kein gültiges JSON: Ein Objekt darin hat mehr als ${counted(atMost)} Felder.`,
  'item-twice': ({ field }) => `${field} ist zweimal angegeben; schreiben Sie es so, dass man es nur auf eine Weise lesen kann.`,
  'item-number': ({ field, digits, read }) => `${field} ist ${digits}, gelesen würde ${read}; schreiben Sie es so, dass man es nur auf eine Weise lesen kann.`,

  'directory-object': () => 'Der Inhalt der Anfrage muss ein JSON-Objekt mit takenAt, complete und people sein.',
  'directory-empty': () => 'Ein Verzeichnis braucht Personen in people oder Summen in seats; es hat keines von beiden.',
  'directory-fields-alone': () => 'fields sagt, was ein Stand von seinen Personen sagt, und muss wegbleiben, wo er keine hat.',
  'directory-people': ({ atMost, sent }) => `Ein Verzeichnis darf höchstens ${counted(atMost)} Personen enthalten, dieses enthält ${counted(sent)}. Senden Sie den Rest als Stände, die nicht vollständig und jeweils später genommen sind.`,
  'directory-memberships': ({ atMost, sent }) => `Ein Verzeichnis darf höchstens ${counted(atMost)} Zugehörigkeiten zu Gruppen enthalten, dieses enthält ${counted(sent)}. Senden Sie den Rest als Stände, die nicht vollständig und jeweils später genommen sind.`,
};
