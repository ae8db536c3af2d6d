// Loaded as one, so that nothing of it is in what every page loads first.
export { ExportsPage } from '../pages/exports-page.jsx';
export { PerUserSpend } from './per-user-spend.jsx';
