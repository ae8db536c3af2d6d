/** What is refused to people and about them, by a name that stays, and what each tells of beside its sentence: whoever does not read English is told in words of their own. */
const particulars = {
  'not-permitted': ['operation'],
  'usage-closed': [],
  'people-off': [],
  'group-alone': [],
  'group-filtered': [],
  'group-split': [],
  'group-weeks': [],
  'purposes-none': ['given'],
  'purpose-unknown': ['given', 'purposes'],
  'purpose-missing': ['purposes'],
  'own-data-token': [],
  'own-data-unproven': ['provider'],
  'person-unknown': ['organisation', 'person'],
  'person-several': ['person', 'keys'],
  'person-several-unnamed': ['person'],
  'person-member': ['organisation'],
  'erasure-reason': [],
  'erasure-reason-names': [],
  'unmasking-names-full': [],
  'unmasking-names-off': [],
  'unmasking-people': [],
  'unmasking-no-key': ['given'],
  'unmasking-nobody': ['key'],
  'unmasking-hours': [],
  'unmasking-reason': [],
  'unmasking-delay': [],
  'unmasking-no-security': [],
  'unmasking-too-many': [],
  'unmasking-token': [],
  'unmasking-asks-no-more': [],
  'unmasking-decides-no-more': [],
  'unmasking-own': [],
  'unmasking-not-own': [],
  'unmasking-pointless': [],
  'unmasking-unknown': ['id'],
  'unmasking-approved': [],
  'unmasking-to-close': [],
  'unmasking-shows-none': [],
  'unmasking-refused': [],
  'unmasking-withdrawn': [],
  'unmasking-undecided': [],
  'unmasking-closed': [],
  'unmasking-over': [],
} as const satisfies Record<string, readonly string[]>;

export type RefusalName = keyof typeof particulars;
/** Of each, the words that its sentence has a place for. */
export type RefusalAbout<N extends RefusalName> = Readonly<Record<(typeof particulars)[N][number], string>>;
/** Why something is refused, for programs that say it themselves. */
export type NamedRefusal<N extends RefusalName = RefusalName> = { readonly [Name in N]: { readonly name: Name; readonly about: RefusalAbout<Name> } }[N];

const known: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(particulars));

/** A refusal as a server sent it; `null` where it is none, or one that only a later server knows. */
export const refusalFrom = (value: unknown): NamedRefusal | null => (isRefusal(value) ? value : null);

function isRefusal(value: unknown): value is NamedRefusal {
  if (value === null || typeof value !== 'object' || !('name' in value) || !('about' in value)) return false;
  const { name, about } = value;
  const told = typeof name === 'string' ? known.get(name) : undefined;
  return told !== undefined && about !== null && typeof about === 'object' && told.every((one) => Object.hasOwn(about, one) && typeof Reflect.get(about, one) === 'string');
}
