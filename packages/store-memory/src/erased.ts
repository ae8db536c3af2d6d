import { createHmac, randomBytes } from 'node:crypto';
import { asKept, compareText, emailHandle, erasedWord, foundBeside, handleOf, markLeftIn, normaliseEmail, type ErasedPeople, type Handle, type Instant, type PersonReference, type Said, type Sighting } from '@pegel/domain';

/** Which nameless person a marked handle is of, and until when; `Infinity` is for good. */
interface Mark {
  readonly person: Handle;
  readonly until: Instant;
}

/** Who was erased, and what has become of them. Nothing here knows a word but for as long as it takes to recognise it again. */
export class Erased {
  private marks = new Map<string, Mark>();
  /** What stands for words that are gone, and for which nameless person. */
  private nameless = new Map<Handle, Handle>();
  private secret = randomBytes(32).toString('hex');

  copy(): Erased {
    return Object.assign(new Erased(), { marks: new Map(this.marks), nameless: new Map(this.nameless), secret: this.secret });
  }

  get namelessPeople(): ReadonlyMap<Handle, Handle> {
    return this.nameless;
  }

  until(handle: Handle): Instant | null {
    return this.markedBy(handle)?.until ?? null;
  }

  /** Marks all handles of a person. */
  add(handles: readonly Handle[], until: Instant): void {
    const sorted = handles.toSorted(compareText);
    // Whoever had come back after their time was over is who they were; where they were two until then, they were one.
    const [known = erasedWord(this.markOf(sorted.join('\n'))), ...others] = sorted.flatMap((handle) => this.markedBy(handle)?.person ?? []);
    const whose = (person: Handle): Handle => (others.includes(person) ? known : person);
    this.marks = new Map([...this.marks].map(([text, mark]) => [text, { ...mark, person: whose(mark.person) }]));
    this.nameless = new Map([...this.nameless].map(([word, person]) => [word, whose(person)]));
    for (const handle of sorted) this.mark(handle, known, until);
  }

  /** Marks what else is found to be a word of theirs in what is said together; true where there is any. */
  find(said: readonly Said[], sightings: readonly Sighting[]): boolean {
    const found = foundBeside(said, this.among(sightings));
    for (const { handle, of, until } of found) this.mark(handle, this.personOf(of), until);
    return found.length > 0;
  }

  /** In which form what is said is kept, beside what is kept already. */
  keeping(sightings: readonly Sighting[]): (said: Said) => PersonReference {
    const people = this.among(sightings);
    return (said) => {
      const { person, erased } = asKept(said, people);
      if (erased === null) return person;
      const own = handleOf(said.source, person);
      const [first = own] = erased;
      if (!this.nameless.has(own)) this.nameless.set(own, this.personOf(first));
      return person;
    };
  }

  /** The same of the address of whoever decided something. */
  addressAsKept(text: string): string {
    const handle = emailHandle(normaliseEmail(text));
    return this.until(handle) === Infinity ? erasedWord(this.markOf(handle)) : text;
  }

  private markedBy(handle: Handle): Mark | undefined {
    return this.marks.get(this.markOf(handle));
  }

  private personOf(handle: Handle): Handle {
    return this.markedBy(handle)?.person ?? erasedWord(this.markOf(handle));
  }

  private mark(handle: Handle, person: Handle, until: Instant): void {
    const known = this.markedBy(handle);
    this.marks.set(this.markOf(handle), { person: known?.person ?? person, until: Math.max(until, known?.until ?? until) });
  }

  private among(sightings: readonly Sighting[]): ErasedPeople {
    return {
      isEmpty: this.marks.size === 0,
      until: (handle) => this.until(handle),
      withId: (source, id) => sightings.filter((one) => one.source === source && one.id === id),
      withEmail: (email) => sightings.filter((one) => one.email === email),
      markOf: (text) => this.markOf(text),
    };
  }

  private markOf(text: string): string {
    return markLeftIn(text) ?? createHmac('sha256', this.secret).update(text).digest('hex');
  }
}
