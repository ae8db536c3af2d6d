/** An invented organisation with a year of history: the same for the same seed, and never ahead of its `until`. */
export { demoSnapshots } from './directory.js';
export { demoEvents } from './events.js';
export { demoOrganisation, demoStart, type DemoOptions } from './organisation.js';
