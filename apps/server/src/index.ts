/** Sets up a data folder, looks at it, serves it, and checks it. */
export { initialise, type Initialised, type InitialiseOptions } from './initialise.js';
export { inspectFolder, type DatabaseState, type FolderState } from './inspect-folder.js';
export { readPrivacyReport, type ReadPrivacyReportOptions } from './privacy-report.js';
export { readJournal, type JournalRead, type ReadJournalOptions } from './read-journal.js';
export { resetPassword, type ResetPasswordOptions } from './reset-password.js';
export { serve, type Running, type ServeOptions } from './serve.js';
export { SetupError } from './setup-error.js';
export { verify, type CheckName, type Verified } from './verify.js';
