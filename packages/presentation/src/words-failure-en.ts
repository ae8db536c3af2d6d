/** What is said and copied of a panel that could not be loaded, and of one that is loaded again for long. */
export const failureEn = {
  refreshing: 'refreshing',
  copy: 'Copy details',
  copied: 'Details copied',
  failed: (panel: string) => `Could not load: ${panel}`,
  code: 'Code',
  request: 'Request',
  address: 'Page',
  time: 'Time',
};
