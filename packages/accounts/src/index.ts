export { openAccounts, type Accounts, type AccountsOptions } from './accounts.js';
export type { Admitted } from './admission.js';
export type { Entered } from './entrance.js';
export type { Founded, Founding } from './founding.js';
export { accountsTables } from './migrations.js';
export { clientAddressHeader, passwordLength } from './sign-in.js';
export { organisationsIn } from './organisations.js';
