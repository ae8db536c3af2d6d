/** Whose doing a refusal is: a question that has no answer, something that is not for whoever asks, nobody who is known, or a server that cannot now. */
export type RefusalKind = 'bad-query' | 'not-permitted' | 'not-signed-in' | 'unavailable';

/** What is refused, what it tells of beside its sentence, and that sentence in English, which is a part of the contract with other programs. */
export interface RefusalDefinition<Kind extends RefusalKind, Told extends string> {
  readonly kind: Kind;
  readonly tells: readonly Told[];
  says(about: Readonly<Record<Told, string>>): string;
}

const definer = <Kind extends RefusalKind>(kind: Kind) => <const Told extends string>(tells: readonly Told[], says: (about: Readonly<Record<Told, string>>) => string): RefusalDefinition<Kind, Told> => ({ kind, tells, says });

export const badQuery = definer('bad-query');
export const notPermitted = definer('not-permitted');
export const notSignedIn = definer('not-signed-in');
export const unavailable = definer('unavailable');
