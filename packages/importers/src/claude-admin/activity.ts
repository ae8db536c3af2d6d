import { addDays, isDay, lengthInDays, type Period, type WireEvent, type Words } from '@pegel/domain';
import { secondOf } from './find-exports.js';
import { noRows, sumsMissing, type Cells, type Reading } from './reading.js';
import { reportedEvent, type Told } from './reported.js';

/*
 * The members' activity: a row a person with what they did in one window. Its columns count over the whole window, so they
 * answer its question alone. What is not read: the seat, which lags behind the list of members; the estimated spend, which the
 * spend report has exactly, and beside which a reader could not tell the estimate; pull requests, edits and Cowork's
 * sessions and messages, which no metric counts.
 */

interface Member {
  readonly email: string | null;
  readonly lastActive: string;
  readonly daysActive: number;
  readonly chats: number;
  readonly messages: number;
  readonly projectsCreated: number;
  readonly projectsUsed: number;
  readonly codeSessions: number;
  readonly artifacts: number;
  /** `null` in files from before August 2026, which have no such column. */
  readonly codeArtifacts: number | null;
  readonly coworkArtifacts: number | null;
}

/** @param tellsOfLastDay Whether it is this file that says how many were active up to its last day; of several with the same end one does. */
export async function* activityEvents(reading: Reading, period: Period, tellsOfLastDay: boolean): AsyncGenerator<WireEvent> {
  const revision = secondOf(reading.source);
  const seen = new Map<string, number>();
  const sums = new Sums(period);
  let rows = 0;
  for await (const { line, cells } of reading.rows()) {
    rows += 1;
    const member = memberOf(cells);
    const before = member.email === null ? undefined : seen.get(member.email);
    if (cells.wrong !== null) reading.refuse(line, 'bad-cell', cells.wrong);
    else if (member.daysActive > lengthInDays(period)) reading.refuse(line, 'bad-cell', moreDays(member.daysActive, lengthInDays(period)));
    else if (before !== undefined) reading.refuse(line, 'person-twice', twice(before));
    else {
      sums.add(member);
      if (member.email === null) reading.note(line, 'nobody', nobody);
      else {
        seen.set(member.email, line);
        const person = { email: member.email };
        for (const { metric, value } of numbersOf(member)) yield reportedEvent({ metric, value, period, person }, revision);
      }
    }
  }
  if (!reading.isWhole) return reading.note(null, 'no-sums', sumsMissing);
  if (rows === 0) return reading.note(null, 'no-rows', noRows);
  reading.noteUnlessOver(period.to);
  for (const told of sums.told()) yield reportedEvent(told, revision);
  for (const told of sums.lastDays(tellsOfLastDay)) yield reportedEvent(told, revision);
  if (!sums.areArtifactsClear) reading.note(null, 'artifacts-unclear', artifactsUnclear);
  if (!sums.isLastActiveClear) reading.note(null, 'last-active-unclear', lastActiveUnclear);
}

function memberOf(cells: Cells): Member {
  const later = (column: string): number | null => (cells.has(column) ? cells.count(column) : null);
  return {
    email: cells.email('Email'),
    lastActive: cells.text('Last Active'),
    daysActive: cells.count('Days Active'),
    chats: cells.count('Chats'),
    messages: cells.count('Messages'),
    projectsCreated: cells.count('Projects Created'),
    projectsUsed: cells.count('Projects Used'),
    codeSessions: cells.count('Code sessions'),
    artifacts: cells.count('Artifacts Created'),
    codeArtifacts: later('Claude Code Artifacts'),
    coworkArtifacts: later('Cowork Artifacts'),
  };
}

/**
 * Whether "Artifacts Created" can only mean all of somebody's artifacts. Where there are columns for two surfaces beside it, it
 * may be the sum of the three or what is left, which the console does not say.
 */
const areArtifactsClear = ({ codeArtifacts, coworkArtifacts }: Member): boolean => (codeArtifacts ?? 0) + (coworkArtifacts ?? 0) === 0;

const madeArtifacts = ({ artifacts, codeArtifacts, coworkArtifacts }: Member): boolean => artifacts + (codeArtifacts ?? 0) + (coworkArtifacts ?? 0) > 0;

type Number = Pick<Told, 'metric' | 'value'>;

const perChat = (messages: number, chats: number): readonly Number[] => (chats === 0 ? [] : [{ metric: 'messagesPerChat', value: messages / chats }]);

/** What one person did. */
const numbersOf = (member: Member): readonly Number[] => [
  { metric: 'activeUsers', value: member.daysActive > 0 ? 1 : 0 },
  { metric: 'chats', value: member.chats },
  { metric: 'messages', value: member.messages },
  ...perChat(member.messages, member.chats),
  { metric: 'codingSessions', value: member.codeSessions },
  { metric: 'projectsCreated', value: member.projectsCreated },
  { metric: 'projectCreators', value: member.projectsCreated > 0 ? 1 : 0 },
  // Two people can use the same project, so this one has no sum.
  { metric: 'projectsUsed', value: member.projectsUsed },
  { metric: 'artifactCreators', value: madeArtifacts(member) ? 1 : 0 },
  ...(areArtifactsClear(member) ? [{ metric: 'artifactsCreated', value: member.artifacts } as const] : []),
];

/** What all of them did, where adding people up is right: nobody's chats, projects and artifacts are made by somebody else. */
class Sums {
  readonly #period: Period;
  readonly #lastActive = new Map<string, number>();
  #active = 0;
  #chats = 0;
  #messages = 0;
  #sessions = 0;
  #projects = 0;
  #projectCreators = 0;
  #artifacts = 0;
  #artifactCreators = 0;
  #code: { artifacts: number; creators: number } | null = null;
  #cowork: { artifacts: number; creators: number } | null = null;
  isLastActiveClear = true;
  areArtifactsClear = true;

  constructor(period: Period) {
    this.#period = period;
  }

  add(member: Member): void {
    const isActive = member.daysActive > 0;
    this.#active += isActive ? 1 : 0;
    this.#chats += member.chats;
    this.#messages += member.messages;
    this.#sessions += member.codeSessions;
    this.#projects += member.projectsCreated;
    this.#projectCreators += member.projectsCreated > 0 ? 1 : 0;
    this.#artifacts += member.artifacts;
    this.#artifactCreators += madeArtifacts(member) ? 1 : 0;
    this.#code = onSurface(this.#code, member.codeArtifacts);
    this.#cowork = onSurface(this.#cowork, member.coworkArtifacts);
    this.areArtifactsClear &&= areArtifactsClear(member);
    this.#addLastActive(member.lastActive, isActive);
  }

  /** Both columns must say the same of everybody: active in the window, and for the last time inside it. */
  #addLastActive(text: string, isActive: boolean): void {
    const { from, to } = this.#period;
    const day = text.slice(0, 10);
    const isInside = isDay(day) && from <= day && day <= to;
    const isKnown = text === '' || (isDay(day) && day <= to);
    this.isLastActiveClear &&= isKnown && isInside === isActive;
    if (isInside) this.#lastActive.set(day, (this.#lastActive.get(day) ?? 0) + 1);
  }

  *told(): Generator<Told> {
    const period = this.#period;
    const numbers: readonly Number[] = [
      { metric: 'activeUsers', value: this.#active },
      { metric: 'chats', value: this.#chats },
      { metric: 'messages', value: this.#messages },
      ...perChat(this.#messages, this.#chats),
      { metric: 'codingSessions', value: this.#sessions },
      { metric: 'projectsCreated', value: this.#projects },
      { metric: 'projectCreators', value: this.#projectCreators },
      { metric: 'artifactCreators', value: this.#artifactCreators },
      ...(this.areArtifactsClear ? [{ metric: 'artifactsCreated', value: this.#artifacts } as const] : []),
    ];
    for (const number of numbers) yield { ...number, period };
    for (const [surface, counted] of [['code', this.#code], ['cowork', this.#cowork]] as const) {
      if (counted === null) continue;
      yield { metric: 'artifactsCreated', value: counted.artifacts, period, about: { surface } };
      yield { metric: 'artifactCreators', value: counted.creators, period, about: { surface } };
    }
  }

  /**
   * Who was active in the days up to the window's last: somebody was in the last 7 exactly if that is when they were last.
   * Over a whole window such a number is that of its last day.
   */
  *lastDays(ofDayToo: boolean): Generator<Told> {
    const { to } = this.#period;
    const length = lengthInDays(this.#period);
    for (const [metric, days] of [['activeUsers', 1], ['weeklyActiveUsers', 7], ['monthlyActiveUsers', 30]] as const) {
      if (days > length || (days < length && !this.isLastActiveClear)) continue;
      const value = days === length ? this.#active : [...this.#lastActive].reduce((sum, [day, people]) => sum + (day > addDays(to, -days) ? people : 0), 0);
      if (days > 1) yield { metric, value, period: this.#period };
      if (length > 1 && ofDayToo) yield { metric, value, period: { from: to, to } };
    }
  }
}

const onSurface = (before: { artifacts: number; creators: number } | null, artifacts: number | null) =>
  artifacts === null ? before : { artifacts: (before?.artifacts ?? 0) + artifacts, creators: (before?.creators ?? 0) + (artifacts > 0 ? 1 : 0) };

const nobody: Words = { en: 'The row has no e-mail address: it counts in the sums and for nobody.', de: 'Die Zeile hat keine E-Mail-Adresse: Sie zählt in den Summen und für niemanden.' };
const twice = (line: number): Words => ({ en: `The row is left out: its person is already in line ${line}.`, de: `Die Zeile bleibt weg: Ihre Person steht schon in Zeile ${line}.` });
const moreDays = (days: number, length: number): Words => ({
  en: `The row is left out: "Days Active" is ${days}, and the window in the file’s name has ${length} days.`,
  de: `Die Zeile bleibt weg: „Days Active“ ist ${days}, und der Zeitraum im Namen der Datei hat ${length} Tage.`,
});
const artifactsUnclear: Words = {
  en: 'The file does not say whether "Artifacts Created" includes those of Claude Code and Cowork beside it. All artifacts together are not sent; those of the two, and who made any, are.',
  de: 'Die Datei sagt nicht, ob „Artifacts Created“ die von Claude Code und Cowork daneben einschließt. Alle Artefakte zusammen werden nicht gesendet; die der beiden, und wer welche erstellt hat, schon.',
};
const lastActiveUnclear: Words = {
  en: '"Last Active" does not fit "Days Active" for everybody, as when people were active between the window and the export. Who was active in the last 7 or 30 days is not sent. Export the file again with a window up to yesterday.',
  de: '„Last Active“ passt nicht bei allen zu „Days Active“, etwa weil Personen zwischen Zeitraum und Export aktiv waren. Wer in den letzten 7 oder 30 Tagen aktiv war, wird nicht gesendet. Exportieren Sie die Datei neu mit einem Zeitraum bis gestern.',
};
