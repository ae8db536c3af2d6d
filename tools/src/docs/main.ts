import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { benchmarksDocument } from './benchmarks.js';
import { commandLineDocument } from './command-line.js';
import { contributingDocument } from './contributing.js';
import type { Document } from './document.js';
import { hostileInputDocument } from './hostile-input.js';
import { keyboardDocument } from './keyboard.js';
import { linksDocument } from './links.js';
import { metricsDocument } from './metrics.js';
import { operationsDocument } from './operations.js';
import { privacyTemplateDocuments } from './privacy-templates.js';
import { reliabilityDocument } from './reliability.js';
import { securityMatrixDocument } from './security-matrix.js';

/** Every page that is made. */
const documents: readonly Document[] = [commandLineDocument, keyboardDocument, linksDocument, metricsDocument, contributingDocument, benchmarksDocument, hostileInputDocument, operationsDocument, reliabilityDocument, securityMatrixDocument, ...privacyTemplateDocuments];

const top = fileURLToPath(new URL('../../../', import.meta.url));

function written(path: string): string {
  try {
    return readFileSync(`${top}${path}`, 'utf8');
  } catch {
    return '';
  }
}

/** Writes the pages, or with `--check` only says which of them say something else than the code. */
const stale = documents.filter((document) => written(document.path) !== document.text());
if (process.argv.includes('--check')) {
  for (const { path } of stale) console.error(`${path} is not what the code says; run "npm run docs" and commit it.`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const document of stale) writeFileSync(`${top}${document.path}`, document.text());
  console.log(stale.length === 0 ? 'Every page is up to date.' : `Written: ${stale.map(({ path }) => path).join(', ')}`);
}
