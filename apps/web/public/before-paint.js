// Runs before anything is painted. A file, because inline scripts are not allowed.

// A page of an organisation needs to know who reads it, and most of them draw numbers: both come while the framework is still on its way.
var numbers = document.querySelector('meta[name="pegel:numbers"]');
var organisation = /^\/([\w-]+)\/[\w-]/.exec(location.pathname);
if (numbers !== null && organisation !== null) {
  ahead('/trpc/reader?input=' + encodeURIComponent(JSON.stringify({ organisation: organisation[1] })), 'preload', 'fetch');
  numbers.content.split(' ').forEach((name) => (name.endsWith('.css') ? ahead('/assets/' + name, 'preload', 'style') : ahead('/assets/' + name, 'modulepreload', 'script')));
}

// Nobody in a dark room sees a white flash. What is remembered comes from the disk, so it is read once everything is on its way.
var theme = null;
try {
  theme = localStorage.getItem('pegel.theme');
} catch {
  // Without storage the system's choice holds.
}
if (theme === 'light' || theme === 'dark' || theme === 'contrast') document.documentElement.dataset.theme = theme;
else if (matchMedia('(prefers-contrast: more)').matches) document.documentElement.dataset.theme = 'contrast';

function ahead(href, rel, as) {
  var link = document.createElement('link');
  link.rel = rel;
  link.as = as;
  link.href = href;
  link.crossOrigin = 'anonymous';
  document.head.append(link);
}
