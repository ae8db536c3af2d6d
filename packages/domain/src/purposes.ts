import type { Instant } from './calendar.js';
import { nameChoices, type NameChoice, type Organisation } from './organisation.js';
import { refuse } from './report-error.js';
import { shown } from './shown.js';

/** Who has numbers by person, when, what for, and how people were named then: what an answer and a file say of themselves. Of those who were counted it names nobody. */
export interface Disclosure {
  /** Whoever asked, by the name their account, token or key has. */
  readonly by: string;
  readonly at: string;
  /** One of the organisation's list; `null` where it keeps none. */
  readonly purpose: string | null;
  readonly names: NameChoice;
}

/** A list of purposes as a sentence names it. */
const listed = (purposes: readonly string[]): string => purposes.map((purpose) => JSON.stringify(purpose)).join(', ');

/**
 * What a question is asked for: `null` where it is about no person, or where the organisation keeps no list. One that is
 * missing, or that nobody has put on the list, is refused in a sentence that names the list.
 */
export function purposeFor({ purposes }: Pick<Organisation, 'purposes'>, isAboutPeople: boolean, given: string | undefined): string | null {
  if (given !== undefined && purposes.length === 0) {
    refuse({ name: 'purposes-none', about: { given: shown(given) } });
  }
  if (given !== undefined && !purposes.includes(given)) {
    refuse({ name: 'purpose-unknown', about: { given: shown(given), purposes: listed(purposes) } });
  }
  if (!isAboutPeople || purposes.length === 0) return null;
  if (given === undefined) refuse({ name: 'purpose-missing', about: { purposes: listed(purposes) } });
  return given;
}

export const disclosureOf = ({ names }: Pick<Organisation, 'names'>, by: string, at: Instant, purpose: string | null): Disclosure => ({ by, at: new Date(at).toISOString(), purpose, names });

/** As the parameters of an address: a name and a purpose can have any letter, and a header of HTTP cannot. */
export const disclosureParameters = ({ by, at, purpose, names }: Disclosure): string => new URLSearchParams({ by, at, ...(purpose === null ? {} : { purpose }), names }).toString();

/** A disclosure from such parameters; `null` where they are none. */
export function disclosureFrom(text: string | null): Disclosure | null {
  const parameters = new URLSearchParams(text ?? '');
  const [by, at] = [parameters.get('by'), parameters.get('at')];
  const names = nameChoices.find((choice) => choice === parameters.get('names'));
  return by === null || at === null || names === undefined ? null : { by, at, purpose: parameters.get('purpose'), names };
}
