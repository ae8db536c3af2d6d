import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { complaintKinds, type ComplaintKind } from '../../faults/oracle/complaint.js';
import { suiteNames, suites, type FaultResults, type Suite } from '../../faults/suites.js';
import { madeBy, table, type Document } from './document.js';

const kept = 'docs/results/reliability.json';
const file = fileURLToPath(new URL(`../../../${kept}`, import.meta.url));

/** What went wrong has columns of its own where it is most feared; the rest is one number. */
const feared = ['lost', 'doubled', 'altered'] as const satisfies readonly ComplaintKind[];
const kinds = Object.keys(complaintKinds) as ComplaintKind[]; // Object.keys forgets the literal keys.
const others = kinds.filter((kind) => !feared.some((one) => one === kind));

/** What is promised, how it is checked, and what the newest run of `npm run test:faults` found. */
export const reliabilityDocument: Document = {
  path: 'docs/reliability.md',
  text() {
    const results = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as FaultResults) : null; // `npm run test:faults` wrote it.
    return [
      '# Reliability',
      '',
      madeBy(`\`tools/faults\` and \`${kept}\`, which \`npm run test:faults\` writes`),
      '',
      promises,
      '',
      checking,
      '',
      '## What the newest run found',
      '',
      ...(results === null ? ['No run of `npm run test:faults` has been kept yet.'] : found(results)),
      '',
      notCovered,
      '',
    ].join('\n');
  },
};

const promises = `## What is promised

- **Acknowledged means kept.** After 200 an event is in the ledger exactly once, with the content that was sent, and the
  newest revision counts: after \`kill -9\` at any moment, and after a power cut on a disk that keeps what it has synced.
- **No answer means whole or nothing.** Sending again settles it, and counts nothing twice.
- **Refused means nothing is there.** A rejected item has one reason and no row; a whole request that was refused with 503
  left nothing, and the header \`Retry-After\` says when to try again. The one exception is said in the answer: a disk that
  syncs nothing any more leaves in doubt what it holds.
- **Received = stored + duplicate + superseded + quarantined + rejected**, for every delivery and in sum.
- **A full disk stops writing alone.** Questions are answered, and writing goes on once there is room, without a restart.
- **One process has a data folder.** A second one is refused in a sentence. A folder that was removed, moved or replaced
  under a running server takes nothing more and says so, and nothing empty is ever made in its place.
- **An organisation that \`pegel init\` has announced is there after a power cut.**`;

const checking = `## How it is checked

Everything runs against the built binary in processes of its own; the product has no hooks for it. Whoever sends writes one
line an event to a file of its own, synced, *before* it sends (source, id, revision, amount, tokens, count) and one after the
answer. After each fault and restart one oracle (\`tools/faults/oracle\`) holds the rows of the database file to those lines,
and the accounts to the rows; at the end of each folder a report over HTTP and an exported file must come to the same sums,
to the nano-unit, and \`pegel verify\` must find nothing. The oracle is tested by what it has to see: rows that were removed,
doubled, altered by a billionth, half deliveries, changed accounts, a damaged file (\`tools/faults/oracle.fault.ts\`).

\`npm test\` does some of these faults of every kind, \`npm run test:faults\` as many as it is told. Statements fail or kill by a
module that is loaded into the server before the product. What needs Linux (strace, limits of processes, mounts) lies in
\`tools/faults/linux\` and does not exist on other systems; where root may mount a file system, the full disk is one of its
own, and everywhere on Linux it is a limit on the size of files as well.`;

const notCovered = `## What this does not show

- Power cuts are replayed from what the program wrote and synced. A disk that says it has synced and has not, or a file
  system with a defect, loses what no program can keep.
- No fault in N independent ones bounds the rate of faults at 3/N with 95 % confidence; it does not prove that there is none.
- A server that is killed between a commit and its answer has kept the delivery; only sending again tells its sender.
- \`pegel init\` that is killed after its commit and before its last line has made the organisation and shown its tokens to
  nobody. The owner can sign in with the password.
- Not yet part of these runs: limits of memory and of open files, jumps of the clock, and connections that are half open.`;

function found({ date, machine, suites: figuresOf }: FaultResults): readonly string[] {
  const kept = suiteNames.flatMap((suite) => {
    const figures = figuresOf[suite];
    return figures === undefined ? [] : [{ suite, figures }];
  });
  const sum = (name: string) => kept.filter(({ suite }) => suite !== 'power-cuts-control').reduce((total, { figures }) => total + (figures[name] ?? 0), 0);
  const killed = kept.filter(({ suite }) => suite.startsWith('kill')).reduce((total, { figures }) => total + (figures['faults'] ?? 0), 0);
  const cuts = figuresOf['power-cuts']?.['faults'] ?? 0;
  return [
    `On ${date}, ${machine.cores} cores (${machine.processor}), ${machine.memoryGibibytes} GiB, ${machine.system}, Node ${machine.node}, SQLite ${machine.sqlite}: ${count(killed)} kills and ${count(cuts)} power cuts;`,
    `${feared.map((kind) => `${count(sum(kind))} ${kind}`).join(', ')}.${killed === 0 ? '' : ` With 95 % confidence fewer than one kill in ${count(Math.floor(killed / 3))} loses, doubles or alters anything.`}`,
    '',
    table(
      ['Fault', 'Times', 'Deliveries', 'Events acknowledged', 'Unheard', 'Refused', ...feared.map((kind) => kind.replace(/^./, (letter) => letter.toUpperCase())), 'Otherwise wrong'],
      kept.filter(({ suite }) => suite !== 'power-cuts-control').map(({ suite, figures }) => rowOf(suite, figures)),
    ),
    '',
    ...controlText(figuresOf['power-cuts-control']),
    'Unheard: deliveries whose sender got no answer. Power cuts count, over all cuts, what had been acknowledged by then.',
    `Otherwise wrong: ${others.map((kind) => complaintKinds[kind]).join('; ')}.`,
    '',
    '### How each is done',
    '',
    ...kept.map(({ suite }) => `- **${suites[suite][0]}.** ${suites[suite][1]}`),
    ...missing(kept.map(({ suite }) => suite)),
  ];
}

function rowOf(suite: Suite, figures: Readonly<Record<string, number>>): string[] {
  // An import is compared as a whole, not event by event.
  const shown = (name: string) => (figures[name] === undefined ? '–' : count(figures[name]));
  const wrong = others.some((kind) => figures[kind] !== undefined) ? count(others.reduce((sum, kind) => sum + (figures[kind] ?? 0), 0)) : '0';
  return [suites[suite][0], shown('faults'), shown('deliveries'), shown('eventsAcked'), shown('unknown'), shown('refused'), ...feared.map((kind) => (figures[kind] === undefined ? '0' : count(figures[kind]))), wrong];
}

const controlText = (control: Readonly<Record<string, number>> | undefined): readonly string[] =>
  control === undefined ? [] : [`The control of the power cuts, with commits that are not synced, lost something in ${count(control['losing'] ?? 0)} of ${count(control['faults'] ?? 0)} cuts.`];

const missing = (kept: readonly Suite[]): readonly string[] => {
  const absent = suiteNames.filter((suite) => !kept.includes(suite));
  return absent.length === 0 ? [] : ['', `Not part of this run: ${absent.map((suite) => suites[suite][0]).join('; ')}.`];
};

const count = (number: number): string => number.toLocaleString('en');
