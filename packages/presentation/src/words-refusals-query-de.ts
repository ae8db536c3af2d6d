import { dimensionNamed, isMetricName, metricOf } from '@pegel/domain';
import type { GermanRefusals } from './german-refusals.js';
import { wordsIn } from './words.js';

const metricIn = (name: string): string => (isMetricName(name) ? metricOf(name).short.de : name);
const number = (digits: string): string => Number(digits).toLocaleString('de');

function dimensionIn(name: string): string {
  const dimension = dimensionNamed(name);
  return dimension === null ? name : wordsIn('de').dimensions[dimension];
}

const possible = (names: string): string => (names === '' ? 'Diese Kennzahl kennt keine Merkmale.' : `Möglich: ${names}.`);

/** Why a question has no answer, in German. */
export const queryRefusalsDe: GermanRefusals<'query'> = {
  'metrics-none': ({ known }) => `Ein Bericht braucht mindestens eine Kennzahl; es gibt ${known}.`,
  'metrics-twice': () => 'Ein Bericht nennt jede Kennzahl einmal.',
  'metric-unknown': ({ given, known }) => `Eine Kennzahl ${given} gibt es nicht. Es gibt ${known}.`,
  'metric-split': (about) => `„${metricIn(about.metric)}“ lässt sich nicht nach dem Merkmal „${dimensionIn(about.dimension)}“ aufteilen. ${possible(about.possible)}`,
  'metric-filter': (about) => `„${metricIn(about.metric)}“ lässt sich nicht nach dem Merkmal „${dimensionIn(about.dimension)}“ filtern. ${possible(about.possible)}`,
  'condition-wrong': ({ given }) => `where braucht die Form Merkmal:Wert, etwa group:Sales; angegeben ist ${given}.`,
  'top-alone': () => 'top braucht by: Ohne Aufteilung gibt es keine Rangliste.',
  'choice-wrong': ({ field, known, given }) => `${field} muss eines von diesen sein: ${known}. Angegeben ist ${given}.`,
  'whole-number': ({ field, least, most, given }) => `${field} muss eine ganze Zahl von ${least} bis ${most} sein; angegeben ist ${given}.`,
  'days-none': ({ ranges }) => `Ein Bericht braucht from und to als Tage wie 2026-11-22 oder einen Zeitraum: ${ranges}.`,
  'days-twice': () => 'Geben Sie entweder einen Zeitraum oder from und to an, nicht beides.',
  'days-today': () => 'today gehört zu einem Zeitraum; from und to sagen selbst, wie weit sie reichen.',
  'days-half': ({ missing }) => `Ein Zeitraum braucht from und to als Tage wie 2026-11-22; ${missing} fehlt.`,
  'days-order': ({ from, to }) => `from (${from}) darf nicht nach to (${to}) liegen.`,
  'days-by-day': ({ most, from, to, days }) => `Tag für Tag hat ein Bericht höchstens ${most} Tage; von ${from} bis ${to} sind es ${days}. Nehmen Sie ein gröberes Intervall oder weniger Tage.`,
  'days-shown': ({ most, from, to, days }) => `Gezeigt werden höchstens ${most} Tage; von ${from} bis ${to} sind es ${days}.`,
  'days-years': ({ most, from, to, days }) => `Ein Bericht umfasst höchstens ${most} Jahre; von ${from} bis ${to} sind es ${days} Tage.`,
  'day-wrong': ({ field, given }) => `${field} muss ein Tag sein, den es gibt, etwa 2026-11-22; angegeben ist ${given}.`,
  'day-beyond': ({ field, given, first, last }) => `${field} muss ein Tag sein, den es gibt, etwa 2026-11-22; angegeben ist ${given}, und Berichte reichen von ${first} bis ${last}.`,
  'rows-too-many': ({ mostRows, rows }) => `Ein Bericht hat höchstens ${number(mostRows)} Zeilen, dieser hätte ${number(rows)}. Nehmen Sie weniger Tage, ein gröberes Intervall oder nur die ersten der Aufteilung.`,
  'cursor-wrong': ({ given }) => `before muss die Nummer eines Eintrags sein, ab 1; angegeben ist ${given}.`,
  'parameter-unknown': ({ given, known }) => `Einen Parameter ${given} gibt es nicht. Es gibt ${known}.`,
  'parameter-twice': ({ field }) => `${field} ist mehrfach angegeben; geben Sie es einmal an.`,
  'form-wrong': ({ fields }) => (fields === '' ? 'Die Anfrage hat nicht die Form, die der Server liest.' : `Die Anfrage hat an dieser Stelle nicht die Form, die der Server liest: ${fields}.`),

  'group-alone': ({ dimensions }) => `Ein Bericht nennt eine Gruppe, eine Abteilung oder eine Kostenstelle und daneben keine Person; dieser grenzt Personen mehrfach ein: ${dimensions.split(', ').map(dimensionIn).join(', ')}.`,
  'group-filtered': ({ dimension }) => `Zahlen einer Gruppe lassen sich nicht außerdem nach dem Merkmal „${dimensionIn(dimension)}“ filtern; teilen Sie sie danach auf.`,
  'group-split': ({ dimension }) => `Innerhalb einer Gruppe werden Zahlen nach dem Merkmal „${dimensionIn(dimension)}“ nur über den ganzen Zeitraum aufgeteilt; fragen Sie mit --grain total.`,
  'group-weeks': ({ most }) => `Zahlen von Gruppen gibt es je Woche für höchstens ${most} Tage; fragen Sie nach Monaten, Quartalen, Jahren oder dem ganzen Zeitraum.`,
  'purposes-none': ({ given }) => `Diese Organisation führt keine Liste von Zwecken; lassen Sie den Zweck weg (angegeben: ${given}).`,
  'purpose-unknown': ({ given, purposes }) => `Der Zweck muss einer aus der Liste der Organisation sein: ${purposes}. Angegeben ist ${given}.`,
  'purpose-missing': ({ purposes }) => `Zahlen je Person werden für einen Zweck angesehen. Geben Sie einen aus der Liste der Organisation an: ${purposes}.`,
};
