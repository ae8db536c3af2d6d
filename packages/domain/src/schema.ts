/** What arrives from outside, parsed once: events, directories and queries. Needs zod, which browsers do not load. */
export * from './schema/events.js';
export * from './schema/directory.js';
export * from './schema/email.js';
