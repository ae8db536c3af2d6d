import type { Language } from '@pegel/domain';
import { findingsRows, type TableModel } from '@pegel/presentation';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { dialectOf, dialectOption, type WithDialect } from '../dialect.js';
import { lookAtAccess } from '../doctor/access.js';
import { areas, type Area, type Finding } from '../doctor/finding.js';
import { judgeFolder } from '../doctor/folder.js';
import { lookAtProgram } from '../doctor/program.js';
import { lookAtServer } from '../doctor/server.js';
import { lookAtTerminal } from '../doctor/terminal.js';
import { doctorWords } from '../doctor/words.js';
import { readEnvironment } from '../environment.js';
import { exitCodes, Failure } from '../failure.js';
import { padEnd, widthOf, wrap } from '../fit.js';
import { languageFor } from '../language.js';
import { formatNamed, formatOption, jsonOption, printed, tablesMarkdown, type Listing, type WithFormat } from '../listing.js';
import { addressFor, ingestKeyOption, readerOptions, readerToken, type ReaderOptions } from '../reader.js';
import { safeText } from '../safe-text.js';
import type { World } from '../world.js';

interface DoctorOptions extends ReaderOptions, WithDialect, WithFormat {
  readonly key?: string;
  readonly data?: string;
  readonly json: boolean;
}

export const doctorCommand: CommandDeclaration = {
  name: 'doctor',
  group: 'program',
  does: { en: 'Look for what is wrong with terminal, server, keys, data and data folder, and say what to do about it.', de: 'Nachsehen, was mit Terminal, Server, Schlüsseln, Daten und Datenordner nicht stimmt, und sagen, was zu tun ist.' },
  details: [
    {
      en: 'Works without a server, a token or a terminal, and says what is missing. Sends nothing, changes nothing, and shows of a key no more than its first letters.',
      de: 'Funktioniert ohne Server, Token oder Terminal und sagt, was fehlt. Sendet nichts, ändert nichts und zeigt von einem Schlüssel nur die ersten Buchstaben.',
    },
    { en: 'A small process beside a screen puts the terminal back where that is killed. Where it was killed as well, `reset`, typed blind, does so.', de: 'Ein kleiner Prozess neben einem Bildschirm stellt das Terminal wieder her, wenn dieser gewaltsam beendet wird. Wurde auch er beendet, tut es `reset`, blind getippt.' },
    { en: 'Ends with 0 when nothing is a problem; notes are none.', de: 'Endet mit 0, wenn nichts ein Problem ist; Hinweise sind keines.' },
  ],
  options: [
    { flags: '--data <folder>', says: { en: 'Look at a data folder too, also while it is served.', de: 'Auch einen Datenordner ansehen, auch während er bereitgestellt wird.' } },
    ingestKeyOption,
    formatOption(),
    jsonOption,
    dialectOption,
    ...readerOptions,
  ],
  ends: [],
  variables: ['PEGEL_IDENTITY_KEY_FILE', 'NO_COLOR', 'TERM', 'COLORFGBG', 'CI'],
  examples: [
    { line: 'pegel doctor', says: { en: 'Everything that can be told from here.', de: 'Alles, was sich von hier aus sagen lässt.' } },
    { line: 'pegel doctor --data ./pegel-data', says: { en: 'The folder of a server too.', de: 'Auch der Ordner eines Servers.' } },
    { line: "pegel doctor --json | grep '\"level\": \"problem\"'", says: { en: 'Problems alone, for a script.', de: 'Nur Probleme, für ein Skript.' } },
  ],
  async run(world: World, options: DoctorOptions) {
    const format = formatNamed(world, options);
    const dialect = dialectOf(world, options, format);
    const language = languageFor(world, options);
    const findings = await examine(world, options);
    const problems = findings.filter(({ level }) => level === 'problem').length;
    world.stdout.write(printed(listingOf(findings, problems, language), format, dialect));
    if (problems > 0) throw new Failure(exitCodes.failed, doctorWords[language].found(problems));
  },
};

async function examine(world: World, options: DoctorOptions): Promise<Finding[]> {
  const language = languageFor(world, options);
  const environment = readEnvironment(world.variables);
  const { url, chosen } = addressFor(world, options);
  const terminal = await lookAtTerminal(world, language);
  const server = await lookAtServer({ url, chosen }, world, language);
  const keys = { token: readerToken(world, url, options).token, ingestKey: options.key ?? environment.ingestKey, organisation: options.organisation };
  const access = await lookAtAccess(url, server.reachable, keys, language);
  const folder = options.data === undefined ? [] : judgeFolder((await world.loadServer()).inspectFolder(options.data), language);
  return [...terminal, ...lookAtProgram(world, language), ...server.findings, ...access, ...folder];
}

const width = 80;

function listingOf(findings: readonly Finding[], problems: number, language: Language): Listing {
  const { areas: names, levels, columns } = doctorWords[language];
  const table = (area: Area): TableModel => ({
    caption: names[area],
    columns: columns.map((label) => ({ label, align: 'start' })),
    rows: findings.filter((finding) => finding.area === area).map(({ level, says, advice }) => [levels[level], says, advice ?? '']),
  });
  return {
    table: () => report(findings, problems, language),
    md: () => tablesMarkdown(areas.map(table).filter(({ rows }) => rows.length > 0)),
    json: () => ({ ok: problems === 0, findings }),
    rows: () => findingsRows(findings),
  };
}

/** One finding a line, what to do about it below: to be read, and to be searched. */
function report(findings: readonly Finding[], problems: number, language: Language): string {
  const words = doctorWords[language];
  const levelWidth = Math.max(...Object.values(words.levels).map(widthOf));
  const indent = ' '.repeat(levelWidth + 4);
  const lines = (text: string): string[] => wrap(safeText(text), width - indent.length);
  const blocks = areas.flatMap((area) => {
    const here = findings.filter((finding) => finding.area === area);
    if (here.length === 0) return [];
    const drawn = here.flatMap(({ level, says, advice }) => {
      const [first = '', ...rest] = lines(says);
      return [`  ${padEnd(words.levels[level], levelWidth)}  ${first}`, ...[...rest, ...(advice === null ? [] : lines(advice))].map((line) => indent + line)];
    });
    return [[words.areas[area], ...drawn].join('\n')];
  });
  return `${[...blocks, ...(problems === 0 ? [words.allWell] : [])].join('\n\n')}\n`;
}
