/** What arrives from outside, parsed once: events, directories and queries. Needs zod, which browsers do not load. */
export * from './schema/arriving.js';
export { parseEvent, type ParsedEvent } from './schema/events.js';
export { parseDirectory, parsingDirectory, type ParsedDirectory } from './schema/directory.js';
export * from './schema/email.js';
