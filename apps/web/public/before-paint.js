// Runs before anything is painted, so that nobody in a dark room sees a white flash. A file, because inline scripts are not allowed.
var theme = null;
try {
  theme = localStorage.getItem('pegel.theme');
} catch {
  // Without storage the system's choice holds.
}
if (theme === 'light' || theme === 'dark' || theme === 'contrast') document.documentElement.dataset.theme = theme;
else if (matchMedia('(prefers-contrast: more)').matches) document.documentElement.dataset.theme = 'contrast';
