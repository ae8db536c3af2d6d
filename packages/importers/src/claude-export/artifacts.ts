import { posix } from 'node:path';
import { isObject, keyOf, type Fields } from './fields.js';

/** An artifact that shows in a message. */
export interface Sighting {
  /** Unique in its conversation. The assistant chose it, so it may tell what the conversation is about: it is not sent. */
  readonly identifier: string;
  readonly kind: string | null;
  /** What else the artifact or a version of it is known by. */
  readonly versions: readonly string[];
}

/**
 * The artifacts in what the assistant wrote and which tools it called, in the three ways they were written over the years: tags in its text, calls of
 * the tool `artifacts`, and files in its sandbox that are handed to the person.
 */
export const sightingsIn = (texts: readonly unknown[], tools: readonly Fields[]): Sighting[] => [...texts.flatMap(inText), ...tools.flatMap(inCall)];

/** What is longer names nothing, and all of a conversation are held until its end. */
const identifierLengthMax = 1_000;
const tag = '<antArtifact';
/** Longer than any opening tag; looking for its end further on would take time by the square of a text of tags. */
const tagLengthMax = 4_000;

function inText(text: unknown): Sighting[] {
  if (typeof text !== 'string') return [];
  const found: Sighting[] = [];
  for (let at = text.indexOf(tag); at !== -1; at = text.indexOf(tag, at + tag.length)) {
    const opening = text.slice(at, at + tagLengthMax);
    const attributes = opening.slice(0, opening.indexOf('>') + 1);
    const identifier = attributeOf(attributes, 'identifier');
    if (identifier !== null && identifier.length <= identifierLengthMax) found.push({ identifier, kind: mediaType(attributeOf(attributes, 'type')), versions: [] });
  }
  return found;
}

function attributeOf(tag: string, name: string): string | null {
  const value = new RegExp(`\\s${name}="([^"]+)"`).exec(tag)?.[1];
  // Copied, since a part of a text keeps the whole of it in memory.
  return value === undefined ? null : Buffer.from(value).toString();
}

function inCall({ name, input }: Fields): Sighting[] {
  if (!isObject(input)) return [];
  if (typeof name === 'string' && fileTools.has(name)) return pathsIn(input).map((identifier) => ({ identifier, kind: 'file', versions: [] }));
  if (name !== 'artifacts') return [];
  const { id, type, version_uuid } = input;
  if (typeof id !== 'string' || id === '' || id.length > identifierLengthMax) return [];
  return [{ identifier: id, kind: mediaType(type), versions: [id, version_uuid].map(keyOf).filter((version) => version !== null) }];
}

/** To look at a file, or to name one to a connector, makes none. */
const fileTools: ReadonlySet<string> = new Set(['create_file', 'str_replace', 'present_files']);
const handedOver = '/mnt/user-data/outputs/';
const pathFields = ['path', 'paths', 'file_path', 'file_paths', 'filepath', 'filepaths', 'files'];

/** Files that are written, changed or shown where the person gets them. */
function pathsIn(input: Fields): string[] {
  const named = pathFields.flatMap((field) => (Object.hasOwn(input, field) ? input[field] : []));
  return named
    .map((entry) => (isObject(entry) ? entry.path : entry))
    .filter((path) => typeof path === 'string')
    .filter((path) => path.length <= identifierLengthMax)
    .map((path) => posix.normalize(path))
    .filter((path) => path.startsWith(handedOver) && path.length > handedOver.length && !path.endsWith('/'));
}

/** The assistant chose it, and only what is a type of media is surely no text of anybody. */
export const mediaType = (type: unknown): string | null => (typeof type === 'string' && /^(application|audio|image|text|video)\/[\w.+-]{1,80}$/.test(type) ? type : null);
