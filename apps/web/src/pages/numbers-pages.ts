export { OverviewPage } from './overview-page.jsx';
export { TablesPage } from './tables-page.jsx';
