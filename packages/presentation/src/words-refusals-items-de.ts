import type { FieldRule } from '@pegel/domain';
import type { GermanRefusals } from './german-refusals.js';

const rules: Readonly<Record<FieldRule, string>> = {
  text: 'ein Text',
  'text-200': 'ein Text von 1 bis 200 Zeichen',
  'text-formed': 'ein Text von 1 bis 200 Zeichen in gültigem Unicode',
  name: 'ein Text von 1 bis 200 Zeichen in gültigem Unicode, der nicht mit @ beginnt',
  'person-name': 'ein Text von 1 bis 400 Zeichen in gültigem Unicode',
  address: 'eine E-Mail-Adresse',
  'address-whole': 'eine E-Mail-Adresse mit genau einem @ darin',
  time: 'ein Zeitpunkt mit Zeitzone, etwa "2026-11-22T09:30:00Z"',
  'time-exists': 'ein Zeitpunkt, den es gibt, mit Zeitzone, etwa "2026-11-22T09:30:00Z"',
  day: 'ein Tag, den es gibt, etwa "2026-11-22"',
  count: 'eine ganze Zahl von 0 bis 1.000.000.000.000',
  revision: 'eine ganze Zahl ab 0',
  flag: 'true oder false',
  decimal: 'ein Dezimalbetrag als Text, etwa "12.50"',
  'decimal-digits': 'ein Dezimalbetrag als Text, etwa "12.50", mit höchstens neun Ziffern vor und neun nach dem Punkt',
  currency: 'ein Währungscode, etwa "USD"',
  'currency-letters': 'ein Währungscode aus drei Großbuchstaben, etwa "USD"',
  tokens: 'ein Objekt mit input, output, cacheRead oder cacheWrite',
  metric: 'der Name einer Kennzahl, wie ihn die Liste der Kennzahlen hat',
  value: 'eine Zahl, oder bei Geld ein Dezimalbetrag als Text',
  person: 'ein Objekt mit id oder email',
  'status-without-invites': 'eines von active, suspended, removed, wo fields kein invites hat',
  'group-names': 'eine Liste von höchstens 1.000 Namen von Gruppen',
  'directory-fields': 'eine Liste dessen, wovon der Stand spricht: status, seat, invites, joinedAt, groups, department, costCentre',
  people: 'eine Liste von Personen',
  totals: 'ein Objekt mit purchased, assigned oder pendingInvites',
  who: 'ein Objekt mit id oder email, ein Objekt mit service, oder null, wenn niemand bekannt ist',
};
const isRule = (name: string): name is FieldRule => Object.hasOwn(rules, name);
const ruleIn = (name: string): string => (isRule(name) ? rules[name] : name);

/** What is refused or set aside of a delivery, in German. */
export const itemRefusalsDe: GermanRefusals<'item'> = {
  'item-object': ({ given }) => `Ein Ereignis muss ein Objekt sein; angegeben ist ${given}.`,
  'item-type-missing': () => 'type fehlt; es sagt, was geschehen ist, etwa "message.sent".',
  'field-missing': ({ field, type }) => `${field} fehlt; jedes Ereignis vom Typ "${type}" braucht es.`,
  'field-rule': ({ field, rule, given }) => `${field} muss so sein: ${ruleIn(rule)}. Angegeben ist ${given}.`,
  'spend-when-missing': () => 'at fehlt; jedes Ereignis vom Typ "spend" braucht es, oder from und to.',
  'spend-when-twice': () => 'at darf nicht neben from und to stehen: Eine Zeile hat einen Zeitpunkt oder einen Zeitraum.',
  'spend-when-half': ({ missing }) => `from und to gehören zusammen; ${missing} fehlt.`,
  'spend-when-order': ({ from, to }) => `from muss vor to liegen; angegeben sind ${from} und ${to}.`,
  'day-without-counts': ({ known }) => `Ein Tag braucht mindestens eine Anzahl: ${known}.`,
  'reported-order': ({ from, to }) => `from darf nicht nach to liegen; angegeben sind ${from} und ${to}.`,
  'reported-currency': ({ number, given }) => `currency muss wegbleiben, da ${number} kein Geld ist; angegeben ist ${given}.`,
  'reported-money': ({ number, given }) => `value muss ein Dezimalbetrag als Text sein, etwa "12.50", da ${number} Geld ist; angegeben ist ${given}.`,
  'reported-whole': ({ given }) => `value muss eine ganze Zahl von 0 bis 1.000.000.000.000 sein; angegeben ist ${given}.`,
  'reported-number': ({ given }) => `value muss eine Zahl von 0 bis 1.000.000.000.000 sein; angegeben ist ${given}.`,

  'item-future': ({ at, received }) => `${at} liegt mehr als 24 Stunden nach ${received}, als es ankam.`,
  'item-currency': ({ currency, given }) => `Die Organisation rechnet in ${currency} ab; diese Zeile ist in ${given}.`,
  'item-conflict': ({ id, revision }) => `"${id}" ist mit der Revision ${revision} und anderem Inhalt schon gespeichert; eine höhere Revision ändert es.`,
};
