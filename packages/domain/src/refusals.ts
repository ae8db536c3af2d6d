import type { RefusalKind } from './refusal-definition.js';
import { sayRefusalsWith } from './report-error.js';
import { accessRefusals } from './refusals-access.js';
import { bodyRefusals } from './refusals-bodies.js';
import { itemRefusals } from './refusals-items.js';
import { organisationRefusals } from './refusals-organisation.js';
import { peopleRefusals } from './refusals-people.js';
import { queryRefusals } from './refusals-query.js';

/** Everything that a reader can be refused, by a name that stays: whoever does not read English is told in words of their own. */
const refusals = { ...accessRefusals, ...queryRefusals, ...peopleRefusals, ...organisationRefusals, ...bodyRefusals, ...itemRefusals };

/** By what they are about. */
export interface RefusalTopic {
  readonly access: keyof typeof accessRefusals;
  readonly query: keyof typeof queryRefusals;
  readonly people: keyof typeof peopleRefusals;
  readonly organisation: keyof typeof organisationRefusals;
  readonly body: keyof typeof bodyRefusals;
  readonly item: keyof typeof itemRefusals;
}
export type RefusalName = keyof typeof refusals;
/** Of each, the words that its sentence has a place for. */
export type RefusalAbout<N extends RefusalName> = Readonly<Record<(typeof refusals)[N]['tells'][number], string>>;
/** Why something is refused, for programs that say it themselves. */
export type NamedRefusal<N extends RefusalName = RefusalName> = { readonly [Name in N]: { readonly name: Name; readonly about: RefusalAbout<Name> } }[N];
/** Those of a kind. */
export type RefusalNameOf<Kind extends RefusalKind> = { [Name in RefusalName]: (typeof refusals)[Name]['kind'] extends Kind ? Name : never }[RefusalName];

export const refusalNames = Object.keys(refusals) as RefusalName[]; // Object.keys forgets the literal keys.

const sentences: { readonly [Name in RefusalName]: { says(about: RefusalAbout<Name>): string } } = refusals;
const inEnglish = <N extends RefusalName>({ name, about }: NamedRefusal<N>): string => sentences[name].says(about);

/** The sentence of a refusal in English, as it stands in every answer. */
export const refusalSentence = (refusal: NamedRefusal): string => inEnglish(refusal);

/** Whose doing it is. */
export const refusalKind = ({ name }: NamedRefusal): RefusalKind => refusals[name].kind;

/** Whether it is none of the reader's doing, and may be otherwise later. */
export const isUnavailable = (refusal: NamedRefusal): refusal is NamedRefusal<RefusalNameOf<'unavailable'>> => refusalKind(refusal) === 'unavailable';

/** What each tells of beside its sentence. */
export const refusalTells = (name: RefusalName): readonly string[] => refusals[name].tells;

sayRefusalsWith({ kindOf: refusalKind, sentenceOf: refusalSentence });

const known: ReadonlySet<string> = new Set(refusalNames);
const isName = (name: unknown): name is RefusalName => typeof name === 'string' && known.has(name);

/** A refusal as a server sent it; `null` where it is none, or one that only a later server knows. */
export const refusalFrom = (value: unknown): NamedRefusal | null => (isRefusal(value) ? value : null);

function isRefusal(value: unknown): value is NamedRefusal {
  if (value === null || typeof value !== 'object' || !('name' in value) || !('about' in value)) return false;
  const { name, about } = value;
  return isName(name) && about !== null && typeof about === 'object' && refusalTells(name).every((one) => Object.hasOwn(about, one) && typeof Reflect.get(about, one) === 'string');
}
