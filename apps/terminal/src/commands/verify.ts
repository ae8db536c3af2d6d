import { journalHeadFrom, type JournalHead, type Language, type Words } from '@pegel/domain';
import { localeOf } from '@pegel/presentation';
import type { CheckName, Verified } from '@pegel/server';
import { Unreadable, type CommandDeclaration } from '../command-line/declaration.js';
import { exitCodes, Failure } from '../failure.js';
import { languageFor, languageOption, wordsFor, type WithLanguage } from '../language.js';
import { asObject, objectOptions, type WithObject } from '../listing.js';
import { plainTable } from '../plain-table.js';
import { ProgressLine } from '../progress-line.js';
import { safeText } from '../safe-text.js';
import type { World } from '../world.js';

interface VerifyOptions extends WithLanguage, WithObject {
  readonly data: string;
  readonly journalHead: readonly JournalHead[];
}

/** What each check proves. */
const checks: Readonly<Record<CheckName, Words>> = {
  file: { en: 'The file: pages, indexes, types, numbering', de: 'Die Datei: Seiten, Indizes, Typen, Nummern' },
  'foreign-keys': { en: 'Rows refer to rows that exist', de: 'Zeilen verweisen auf Zeilen, die es gibt' },
  durability: { en: 'Commits are synced, also after the first write', de: 'Jeder Abschluss wird gesichert, auch nach dem ersten Schreiben' },
  content: { en: 'Every revision is what its hash was made of', de: 'Jede Fassung ist das, woraus ihr Hash entstand' },
  'derived-columns': { en: 'Derived columns follow from the event', de: 'Abgeleitete Spalten folgen aus dem Ereignis' },
  revisions: { en: 'The newest revision counts, and one came first', de: 'Die neueste Fassung zählt, und eine kam zuerst' },
  account: { en: 'Conservation: accounts add up to what is there', de: 'Erhaltung: die Konten ergeben, was da ist' },
  'rows-by-delivery': { en: 'Each delivery brought the rows it says', de: 'Jede Lieferung brachte die Zeilen, die sie nennt' },
  'counts-by-type': { en: 'Counts by type', de: 'Anzahlen nach Art' },
  quarantine: { en: 'Quarantine: items, decisions, and what they replaced', de: 'Quarantäne: Einträge, Entscheidungen und Ersetztes' },
  coverage: { en: 'Runs cover exactly what was accepted', de: 'Läufe decken genau das Angenommene ab' },
  people: { en: 'People follow from all that was ever said', de: 'Personen folgen aus allem je Gesagten' },
  directory: { en: 'Directory snapshots say what they said', de: 'Verzeichnisstände sagen, was sie sagten' },
  journal: { en: 'The audit journal: every chain from its first entry', de: 'Das Protokoll: jede Kette vom ersten Eintrag an' },
  'sealed-days': { en: 'Days in columns say what the ledger says', de: 'Tage in Spalten sagen, was das Hauptbuch sagt' },
  money: { en: 'Sums of money in two limbs are exact', de: 'Geldsummen in zwei Teilen sind exakt' },
};

export const verifyCommand: CommandDeclaration = {
  name: 'verify',
  group: 'server',
  does: { en: 'Recompute everything in a data folder from its ledger, and name what is not so.', de: 'Alles in einem Datenordner aus seinem Hauptbuch nachrechnen und nennen, was nicht stimmt.' },
  details: [
    {
      en: 'It only reads, also while a server uses the folder, and takes about twelve seconds for a million events. Of what offends, the first rows of each check are named.',
      de: 'Der Befehl liest nur, auch während ein Server den Ordner benutzt, und braucht etwa zwölf Sekunden für eine Million Ereignisse. Von dem, was nicht stimmt, werden je Prüfung die ersten Zeilen genannt.',
    },
    {
      en: 'A chain of the audit journal whose end was cut off looks whole. The server logs the end of every chain when it starts and once a day ("journal head"); JSON has it too. Given such a line, the command says whether it is still part of its chain.',
      de: 'Eine Kette des Protokolls, deren Ende abgeschnitten wurde, sieht heil aus. Der Server schreibt das Ende jeder Kette beim Start und einmal am Tag in sein Log ("journal head"); auch das JSON enthält es. Mit einer solchen Angabe sagt der Befehl, ob sie noch zu ihrer Kette gehört.',
    },
  ],
  options: [
    { flags: '--data <folder>', says: { en: 'A folder that `pegel init` made.', de: 'Ein Ordner, den `pegel init` angelegt hat.' }, required: true },
    {
      flags: '--journal-head <head>', repeatable: true,
      says: { en: 'The end of a chain as it once was, which must still be part of it.', de: 'Das einstige Ende einer Kette, das ihr noch angehören muss.' },
      parse(text) {
        const head = journalHeadFrom(text);
        if (head === null) throw new Unreadable({ en: 'It is a chain, a number and a hash, as the server logs them.', de: 'Es sind Kette, Nummer und Hash, wie der Server sie protokolliert.' });
        return head;
      },
    },
    ...objectOptions,
    languageOption,
  ],
  ends: [],
  variables: ['PEGEL_IDENTITY_KEY_FILE'],
  examples: [
    { line: 'pegel verify --data ./pegel-data', says: { en: 'Is this ledger what it says it is?', de: 'Ist dieses Hauptbuch, was es zu sein sagt?' } },
    { line: 'pegel verify --data ./pegel-data --json > verified.json', says: { en: 'For a nightly job, which sees the exit code.', de: 'Für einen nächtlichen Lauf, der den Rückgabewert sieht.' } },
  ],
  async run(world: World, options: VerifyOptions) {
    const words = wordsFor(world, options);
    const { verify } = await world.loadServer();
    const language = languageFor(world, options);
    let checked = '';
    const progress = new ProgressLine(world.stderr, () => `${checked} …`);
    const verified = verifying(() => verify({
      data: options.data, heads: options.journalHead,
      begins(name) {
        checked = checks[name][language];
        progress.draw();
      },
    }), progress);
    world.stdout.write(asObject(options) ? `${JSON.stringify(verified, null, 2)}\n` : verdictText(verified, language));
    if (!verified.isSound) throw new Failure(exitCodes.failed, words.notSound(verified.file));
  },
};

/** A line on a terminal says what is looked at, and is gone whatever comes of it. */
function verifying(verify: () => Verified, progress: ProgressLine): Verified {
  try {
    return verify();
  } finally {
    progress.end();
  }
}

function verdictText({ checks: results }: Verified, language: Language): string {
  const { format } = localeOf(language, { currency: 'USD', today: null });
  const columns = { en: ['Check', 'Looked at', 'Wrong'], de: ['Prüfung', 'Geprüft', 'Falsch'] }[language];
  const table = plainTable({
    caption: '',
    columns: columns.map((label, index) => ({ label, align: index === 0 ? 'start' : 'end' })),
    rows: results.map(({ name, looked, offending }) => [checks[name][language], format.integer(looked), format.integer(offending)]),
  });
  const offences = results.flatMap(({ name, first, offending }) => {
    if (offending === 0) return [];
    const more = offending - first.length;
    return ['', `${checks[name][language]}:`, ...first.map((sentence) => `  ${safeText(sentence)}`), ...(more > 0 ? [`  ${{ en: `… and ${format.integer(more)} more`, de: `… und ${format.integer(more)} weitere` }[language]}`] : [])];
  });
  return `${[table, ...offences].join('\n')}\n`;
}
