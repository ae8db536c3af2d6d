// Runs before anything is painted, so that nobody in a dark room sees a white flash. A file, because inline scripts are not allowed.
try {
  var theme = localStorage.getItem('pegel.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the system's choice holds.
}
