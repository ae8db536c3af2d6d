/** The pages at the door are one file: whoever is inside needs none of them. */
export { LoginPage } from './login-page.jsx';
export { SetUpPage } from './setup-page.jsx';
export { DevicePage } from './device-page.jsx';
export { InvitePage } from './invite-page.jsx';
export { AccountPage } from './account-page.jsx';
export { ChoicePage } from './choice-page.jsx';
export { RefusedPage } from './refused-page.jsx';
