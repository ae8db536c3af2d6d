import { createPegelClient, failureOf, refusalOf, type PegelClient } from '@pegel/client';
import type { ReportQuery } from '@pegel/domain';
import type { OptionDeclaration } from './command-line/declaration.js';
import { readEnvironment } from './environment.js';
import { exitCodes, Failure, sentenceOf, SessionEnded } from './failure.js';
import { languageOption, wordsFor, type WithLanguage } from './language.js';
import { keptSession } from './sign-in/credentials.js';
import type { Sentences } from './words.js';
import type { World } from './world.js';

/** Where `pegel serve` listens unless told otherwise. */
const defaultUrl = 'http://127.0.0.1:4680';

export interface ReaderOptions extends WithLanguage {
  readonly url?: string;
  readonly token?: string;
  readonly organisation?: string;
}

/** Somebody who may read: a server, a token, and words to speak in. */
export interface Connection {
  readonly url: string;
  readonly token: string;
  readonly organisation: string | undefined;
  readonly client: PegelClient;
  readonly words: Sentences;
  /** Whether the token is the session's that `pegel login` began. */
  readonly isKept: boolean;
}

/** Where a server is, for reading as for sending. */
export const urlOption: OptionDeclaration = {
  flags: '--url <address>',
  says: { en: 'The server.', de: 'Der Server.' },
  variable: 'PEGEL_URL',
  otherwise: defaultUrl,
  shared: true,
};

/** The options of every command that reads. */
export const readerOptions: readonly OptionDeclaration[] = [
  urlOption,
  { flags: '--token <token>', says: { en: "The reader's token, better kept in the variable: other people on a machine see arguments.", de: 'Das Token einer lesenden Person, besser in der Variablen: Argumente sehen auch andere auf dem Rechner.' }, variable: 'PEGEL_TOKEN', shared: true },
  { flags: '--organisation <slug>', says: { en: 'Needed only where a token can read several.', de: 'Nur nötig, wo ein Token mehrere lesen darf.' }, shared: true },
  languageOption,
];

/** The key for sending, wherever something is sent or looked at. */
export const ingestKeyOption: OptionDeclaration = {
  flags: '--key <key>',
  says: { en: 'The ingest key, better kept in the variable.', de: 'Der Schlüssel zum Senden, besser in der Variablen.' },
  variable: 'PEGEL_INGEST_KEY',
};

/** Where the server is, and whether somebody said so. */
export function addressFor(world: World, options: Pick<ReaderOptions, 'url'>): { readonly url: string; readonly chosen: boolean } {
  const named = options.url ?? readEnvironment(world.variables).url;
  return { url: (named ?? defaultUrl).replace(/\/+$/, ''), chosen: named !== undefined };
}

/** `localhost:4680` can be parsed too, as an address whose protocol is localhost. */
export const isServerAddress = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** The server's address, where it is one that can be asked. */
export function serverUrl(world: World, options: Pick<ReaderOptions, 'url' | 'lang'>): string {
  const { url } = addressFor(world, options);
  if (!isServerAddress(url)) throw new Failure(exitCodes.wrongArguments, wordsFor(world, options).badUrl(url));
  return url;
}

/** A key that could have been given out. Others would only be refused by what carries them, in words about bytes and headers. */
export function demandKey(key: string | undefined, missing: string, words: Sentences): string {
  if (key === undefined) throw new Failure(exitCodes.notPermitted, missing);
  if (!/^[!-~]+$/.test(key)) throw new Failure(exitCodes.notPermitted, words.brokenKey);
  return key;
}

/** What somebody reads with: what was given, or the session at this server. */
export function readerToken(world: World, url: string, options: Pick<ReaderOptions, 'token'>): { readonly token: string | undefined; readonly isKept: boolean } {
  const given = options.token ?? readEnvironment(world.variables).token;
  return given === undefined ? { token: keptSession(world, url)?.token, isKept: true } : { token: given, isKept: false };
}

export function connect(world: World, options: ReaderOptions): Connection {
  const words = wordsFor(world, options);
  const url = serverUrl(world, options);
  const { token, isKept } = readerToken(world, url, options);
  const demanded = demandKey(token, words.noToken, words);
  return { url, token: demanded, organisation: options.organisation, client: createPegelClient({ url, token: demanded }), words, isKept };
}

/** Why the server refused a call, in words of the connection; its own sentence where it names nothing that is known here. */
const refusalIn = (error: unknown, { words }: Pick<Connection, 'words'>): string => words.refused(refusalOf(error)) ?? sentenceOf(error);

/** Turns what a call threw into an end with the right code, and in words of the connection. */
export function failureFrom(error: unknown, connection: Pick<Connection, 'url' | 'words' | 'isKept'>): Failure {
  if (error instanceof Failure) return error;
  switch (failureOf(error)) {
    case 'not-signed-in':
      return connection.isKept ? new SessionEnded(connection.words.sessionEnded) : new Failure(exitCodes.notPermitted, refusalIn(error, connection));
    case 'not-permitted':
      return new Failure(exitCodes.notPermitted, refusalIn(error, connection));
    case 'bad-query':
      return new Failure(exitCodes.wrongArguments, refusalIn(error, connection));
    case 'unreachable':
      return new Failure(exitCodes.failed, connection.words.unreachable(connection.url, error));
    case 'failed':
      return new Failure(exitCodes.failed, refusalIn(error, connection));
  }
}

/** Why a page is left, and how to come back to it where only the session is over: what it showed is not shown any longer, and where it was is not lost. */
export const leftAs = (error: unknown, address: string, { goesOn }: Pick<Sentences, 'goesOn'>): unknown =>
  error instanceof SessionEnded ? new Failure(error.exitCode, `${error.message} ${goesOn(address)}`) : error;

/** What was asked for, or the end that its refusal is. */
export async function asked<T>(connection: Connection, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw failureFrom(error, connection);
  }
}

/** A query as the router's input type has it, whose lists are not readonly. */
export const changeable = (query: ReportQuery) => ({ ...query, metrics: [...query.metrics], where: query.where?.map((condition) => ({ ...condition })) });
