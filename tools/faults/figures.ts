import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Claims } from './oracle/claims.js';
import { complaintKinds, type Complaint, type ComplaintKind } from './oracle/complaint.js';
import type { Suite } from './suites.js';

/** How many faults to make: few in `npm test`, as many as wished in `npm run test:faults`. */
export function wanted(variable: 'PEGEL_KILLS' | 'PEGEL_IMPORT_KILLS' | 'PEGEL_CUTS' | 'PEGEL_INJECTIONS', usual: number): number {
  const given = process.env[variable];
  if (given === undefined || given === '') return usual;
  const number = Number(given);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${variable} must be a whole number above 0; got "${given}".`);
  return number;
}

/** Chance is seeded, so that a failure can be repeated; every run of the long tests has another seed. */
export const seed = Number(process.env['PEGEL_SEED'] ?? 20_260_105);

/** What became of everything that was sent while faults were made. */
export class Tally {
  readonly #found: Complaint[] = [];
  readonly #sent = { deliveries: 0, eventsAcked: 0, unknown: 0, refused: 0 };

  add(complaints: readonly Complaint[]): void {
    this.#found.push(...complaints);
  }

  /** Once for every data folder, when nothing more is sent to it. */
  count({ counts }: Claims): void {
    this.#sent.deliveries += counts.deliveries;
    this.#sent.eventsAcked += counts.eventsAcked;
    this.#sent.unknown += counts.unknown;
    this.#sent.refused += counts.refused;
  }

  get complaints(): readonly Complaint[] {
    return this.#found;
  }

  get figures(): Figures {
    const kinds = Object.keys(complaintKinds) as ComplaintKind[]; // Object.keys forgets the literal keys.
    return { ...this.#sent, ...Object.fromEntries(kinds.map((kind) => [kind, this.#found.filter((complaint) => complaint.kind === kind).length])) };
  }
}

export type Figures = Readonly<Record<string, number>>;

/** Keeps the figures of a suite where `npm run test:faults` gathers them; other runs keep none. */
export function record(suite: Suite, figures: Figures & { readonly faults: number }): void {
  const folder = process.env['PEGEL_FAULT_RESULTS'];
  if (folder !== undefined && folder !== '') writeFileSync(join(folder, `${suite}.json`), JSON.stringify(figures));
}
