import { addDays, dayNumber, type Day, type Instant, type Surface, type WireEvent } from '@pegel/domain';
import { instantAt, workingHour } from './clock.js';
import { connectorsOf } from './connectors.js';
import { usesAssistant, usualChats } from './habits.js';
import { isWorkday } from './holidays.js';
import { makeJournal, type Journal } from './journal.js';
import { drawModel, type Model } from './models.js';
import type { Demo } from './organisation.js';
import { departments, type Person, type Post } from './people.js';
import type { ProjectShelf } from './projects.js';
import { randomOf, type Random } from './random.js';
import { spendOn } from './spend.js';

/** Cowork came to the organisation during the history. */
const coworkSince: Day = '2026-02-02';

type UsedSurface = Surface & ('chat' | 'code' | 'cowork');

/** Everything one person does on one day, in no order; nothing on most days of most people. */
export function personDay(demo: Demo, person: Person, post: Post, day: Day, shelf: ProjectShelf): readonly WireEvent[] {
  if (!usesAssistant(demo, person, day)) return [];
  return new DayWriter(demo, person, post, day, shelf).write();
}

/** What was sent to one model on one surface, for the day's spend. */
interface Tally {
  readonly surface: UsedSurface;
  readonly model: Model;
  messages: number;
  last: Instant;
}

class DayWriter {
  private readonly random: Random;
  private readonly journal: Journal;
  private readonly tallies = new Map<string, Tally>();
  private readonly codes: boolean;

  constructor(
    private readonly demo: Demo,
    private readonly person: Person,
    private readonly post: Post,
    private readonly day: Day,
    private readonly shelf: ProjectShelf,
  ) {
    this.random = randomOf(demo.seed, 'day', person.number, day);
    this.journal = makeJournal(`u${person.number}`, { id: person.id, email: person.email });
    this.codes = person.codingAptitude < departments[post.department].coders * (0.6 + 0.4 * demo.progress(day));
  }

  write(): readonly WireEvent[] {
    this.chats();
    if (this.codes && this.random.chance(0.72)) this.sessions('code', this.random.integer(1, 4), 9);
    if (this.person.delegation < 0.15 && this.day >= coworkSince && this.random.chance(0.35)) this.sessions('cowork', 1, 4);
    this.projects();
    this.connectors();
    this.spend();
    return this.journal.events;
  }

  private chats(): void {
    const { random, demo, person, day } = this;
    const usual = usualChats(demo, person, day) * (this.codes ? 0.75 : 1);
    const count = Math.max(1, Math.round(usual * Math.exp(random.normal(-0.06, 0.35))));
    for (let number = 1; number <= count; number += 1) this.chat(`chat-${person.number}-${dayNumber(day)}-${number}`);

    // Some go on with a chat of the day before, which is why days do not add up to weeks.
    const before = addDays(day, -1);
    if (random.chance(0.18) && usesAssistant(demo, person, before)) this.chat(`chat-${person.number}-${dayNumber(before)}-1`);

    if (random.chance(0.03)) {
      // Opened and left empty: no activity, and no chat in any number.
      this.journal.add(this.drawTime(), { type: 'chat.created', surface: 'chat', chat: `chat-${person.number}-${dayNumber(day)}-empty` });
    }
  }

  private chat(chat: string): void {
    const { random } = this;
    const project = random.chance(0.18) ? this.shelf.draw(this.post.department, random) : null;
    const inProject = project === null ? {} : { project };
    const at = this.drawTime();
    this.send(at, 'chat', chat, 1 + Math.floor(random.exponential(5.5)), inProject);
    if (random.chance(0.055)) {
      const kind = random.pick(['document', 'document', 'code', 'spreadsheet', 'diagram', 'page', 'slides']);
      // A chat that goes on the next day may make another artifact.
      const artifact = `artifact-${this.person.number}-${dayNumber(this.day)}-${chat}`;
      this.journal.add(at + random.integer(60, 900) * 1000, { type: 'artifact.created', surface: 'chat', artifact, kind, chat, ...inProject });
    }
  }

  private sessions(surface: 'code' | 'cowork', count: number, usualMessages: number): void {
    for (let number = 1; number <= count; number += 1) {
      const chat = `${surface}-${this.person.number}-${dayNumber(this.day)}-${number}`;
      this.send(this.drawTime(), surface, chat, 1 + Math.floor(this.random.exponential(usualMessages)), {});
    }
  }

  private send(at: Instant, surface: UsedSurface, chat: string, count: number, inProject: { project?: string }): void {
    const model = drawModel(surface, this.day, this.demo.progress(this.day), this.random);
    this.journal.add(at, { type: 'message.sent', surface, chat, count, model: model.id, ...inProject });
    const key = `${surface}/${model.id}`;
    const tally = this.tallies.get(key) ?? { surface, model, messages: 0, last: at };
    tally.messages += count;
    tally.last = Math.max(tally.last, at);
    this.tallies.set(key, tally);
  }

  private projects(): void {
    const { random } = this;
    if (isWorkday(this.day) && random.chance(0.009)) {
      const project = this.shelf.create(this.post.department, random);
      const surface = this.day >= coworkSince && random.chance(0.1) ? 'cowork' : 'chat';
      this.journal.add(this.drawTime(), { type: 'project.created', surface, project });
    }
    const opened = random.chance(0.02) ? this.shelf.draw(this.post.department, random) : null;
    if (opened !== null) this.journal.add(this.drawTime(), { type: 'project.used', surface: 'chat', project: opened });
  }

  private connectors(): void {
    const { random } = this;
    for (const connector of connectorsOf(this.demo, this.person, this.post.department, this.day)) {
      if (!random.chance(0.24)) continue;
      const surface = this.codes && random.chance(connector === 'github' ? 0.7 : 0.15) ? 'code' : 'chat';
      this.journal.add(this.drawTime(), { type: 'connector.used', surface, connector, count: 1 + Math.floor(random.exponential(3)) });
    }
  }

  private spend(): void {
    const { random } = this;
    for (const { surface, model, messages, last } of this.tallies.values()) {
      // What the seat includes is not spend; in chat that is most days of most people.
      if (surface === 'chat' && !random.chance(this.person.seat === 'premium' ? 0.2 : 0.28)) continue;
      this.journal.add(last + random.integer(120, 1200) * 1000, { surface, ...spendOn(model, surface, messages, random) });
    }
  }

  private drawTime(): Instant {
    return instantAt(this.day, workingHour(this.day, this.random));
  }
}
