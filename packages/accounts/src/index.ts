export { openAccounts, type Accounts, type AccountsOptions } from './accounts.js';
export type { Admitted } from './admission.js';
export type { Entered } from './entrance.js';
export type { Founded, Founding } from './founding.js';
export type { Acceptance, Accepted, OpenInvitation } from './invitations.js';
export { accountsTables } from './migrations.js';
export { organisationsIn } from './organisations.js';
export { passwordProblem } from './password.js';
export { clientAddressHeader } from './sign-in.js';
