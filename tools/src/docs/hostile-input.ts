import { daysMaxAtGrainDay, errorsShown, firstReportDay, jsonFieldsMax, lastReportDay, rowsMax, topMax, yearsMax } from '@pegel/domain';
import { archiveLimits, directoryLimits, elementBytesMax, exportLimits, lineBytesMax, tableLimits } from '@pegel/importers';
import { limits } from '@pegel/server/limits';
import { madeBy, table, type Document } from './document.js';

const number = (value: number): string => value.toLocaleString('en');
const bytes = (value: number): string => (value >= 1024 ** 3 ? `${value / 1024 ** 3} GiB` : value >= 1024 * 1024 ? `${value / 1024 / 1024} MiB` : `${value / 1024} KiB`);
const seconds = (milliseconds: number): string => `${milliseconds / 1000} s`;

const bounds = (): string =>
  table(
    ['What', 'At most', 'Beyond it'],
    [
      ['a body of `POST /v1/events` or `PUT /v1/directory`, after decompression', bytes(limits.bodyBytes), '413'],
      ['events in a request', number(limits.items), '413'],
      ['people · memberships in groups of a directory', `${number(limits.people)} · ${number(limits.memberships)}`, '413'],
      ['values (texts, numbers, lists, objects) in a body of events · of a directory', `${number(limits.json.eventValues)} · ${number(limits.json.directoryValues)}`, '413'],
      ['fields of one object · levels of nesting', `${number(jsonFieldsMax)} · ${limits.json.depth}`, '422, or the line `bad-json`'],
      ['bodies of one organisation in memory at the same time', bytes(limits.bodyBytesAtOnce), '429 with Retry-After'],
      ['errors told of a request', number(errorsShown), 'counted, not told'],
      ['a sign-in · a call of the typed interface', `${bytes(limits.signInBytes)} · ${bytes(limits.callBytes)}`, '413'],
      ['calls in a batch', number(limits.calls), '400'],
      ['address and headers together · headers', `${bytes(limits.headerBytes)} · ${limits.headers}`, '431 · the rest is not read'],
      ['until the headers are complete · until the request is', `${seconds(limits.headersMilliseconds)} · ${seconds(limits.requestMilliseconds)}`, '408'],
      ['an idle connection · one on which no byte moves', `${seconds(limits.keepAliveMilliseconds)} · ${seconds(limits.silenceMilliseconds)}`, 'closed'],
      ['connections (fewer where the system allows fewer open files) · from one address, or one /64 of IPv6', `${number(limits.connections)} · half of them`, 'closed at once, and logged once a minute'],
      ['exports of one organisation at the same time', String(limits.exportsAtOnce), '429 with Retry-After'],
      ['days of a report at grain day · years of any report', `${daysMaxAtGrainDay} · ${yearsMax}`, '400'],
      ['rows of a report · keys of a ranking', `${number(rowsMax)} · ${number(topMax)}`, '400'],
      ['days a report can be asked for', `${firstReportDay} to ${lastReportDay}`, '400'],
      ['a line of an imported file', bytes(lineBytesMax), 'left out, with file and line'],
      ['a row of a CSV file · its lines · a field', `${bytes(tableLimits.rowBytes)} · ${number(tableLimits.rowLines)} · ${number(tableLimits.fieldCharacters)} characters`, 'left out, with file and line; behind a quote that is not closed by then nothing is read'],
      ['columns of a CSV file', number(tableLimits.columns), 'the file is left out'],
      ['a message of a data export, or anything else in it that is one thing', bytes(elementBytesMax), 'left out, with file and number'],
      ['messages of one conversation · artifacts with files of their own · accounts in a data export', `${number(exportLimits.messages)} · ${number(exportLimits.artifacts)} · ${number(exportLimits.accounts)}`, 'left out · left out · known by their ids alone'],
      ['a page of SCIM · its levels · its values', `${bytes(directoryLimits.pageBytes)} · ${directoryLimits.pageDepth} · ${number(directoryLimits.pageValues)}`, 'left out'],
      ['rows in a list of people · memberships in it · groups of one person', `${number(directoryLimits.rows)} · ${number(directoryLimits.memberships)} · ${number(directoryLimits.groups)}`, 'the list · the list · the person is left out'],
      ['files in an archive', number(archiveLimits.entries), 'the archive is left out'],
      ['a file in an archive, unpacked · measured by what it takes packed', `${bytes(archiveLimits.entryBytes)} · ${archiveLimits.ratio} times`, 'left out'],
    ],
  );

const page = (): string => `${madeBy('the limits in the code')}

# Input that nobody meant well

Whatever reaches Pegel from outside is refused in words, set aside, or counted; the process lives, nothing is stored by
halves, and nobody else waits for it. This page says what is bounded by what, and what is done with texts that mean
something to whoever reads them next.

## Bounds

${bounds()}

A body is counted while it arrives and while it is unpacked, whatever its headers claim. Values, fields and levels are
counted in the text before anything is built of it. There is no limit to connections by client besides the half: a proxy
in front is one client, and is the place for finer ones.

## Read in one way only

- **A field that is given twice** is refused: in an event (\`bad-json\`), outside of the events and in a directory (422), and
  in a line of a transcript (\`ambiguous\`). \`{"amount":"1","amount":"100"}\` would be 1 to one program and 100 to another,
  and whoever checks the first must not let the second through. Two spellings of a name are one name.
- **A number that would be read as another whole number**, such as \`0.99999999999999999999\` as 1, is refused in the same way. Beyond
  2⁵³ no field takes a number, and money is never a number: amounts are texts of decimal digits.
- **Texts** are well-formed Unicode in UTF-8. Ids are kept letter by letter, so what differs by a composed letter, a NUL or a
  character that cannot be seen is another id; e-mail addresses are composed (NFC), trimmed and lower-cased.
- **Instants** lie in the years 1 to 9999, and every instant lies in some day. What covers days to come makes none of them known.
- **Requests** name one host and say in one way where they end. Methods that a path does not have are answered with 405.

## Texts that act

- **In a browser** names are text and never markup; the policy of the page allows no script, style or frame of others.
- **In a terminal** nothing of a name is sent that the terminal would obey, by screens, tables, messages and data that is printed
  on it. A pipe and a file get every character.
- **In a CSV** an apostrophe stands before \`=\`, \`+\`, \`-\` and \`@\` (also full-width) wherever a spreadsheet could see the beginning of a
  cell: behind spaces, quotes and what cannot be seen, and behind semicolons, tabs and line breaks, which end a cell where
  lists are separated so. Numbers have none. \`npm run test:deep\` opens every file in LibreOffice with three separators and
  counts formulas.
- **In Markdown** a name can end no cell, start no markup, become no link and call nobody.
- **In the log** nothing of a body or a query appears, one JSON object a line; who takes an export, looks at people or decides about the quarantine stands in the [audit journal](operations.md#the-audit-journal) instead.
- **In the program** \`__proto__\` does not exist: it is deleted before any other code runs, as \`node --disable-proto=delete\` does,
  however the program is started.

## Files

The importer follows no link, waits for no pipe or device, holds no line in memory that is longer than the bound, and says of
everything it leaves out which file and line it was and why. The first problems are shown, all are counted. Of an archive
nothing is written to a disk, and names in it are never followed: those that lead out, links, files that are there twice or
encrypted, and archives inside of archives are named and left out. Sizes are checked as they are said and as they come, and
nothing of a file is sent before its checksum was right.
`;

/** What hostile input meets. */
export const hostileInputDocument: Document = { path: 'docs/security-hostile-input.md', text: page };
