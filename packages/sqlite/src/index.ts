export { UncertainCommitError, wholeOrNot } from './commit.js';
export { MigrationError, type Component, type Migration, type TableChange } from './component.js';
export * from './data-folder.js';
export * from './database.js';
export { filesInPlace } from './in-place.js';
export { schemaOf, type AppliedStep } from './journal.js';
export { migrate, openUpToDate, type Upgrade, type UpgradeNews } from './migrate.js';
