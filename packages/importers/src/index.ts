import { claudeAdmin } from './claude-admin/index.js';
import { claudeCode } from './claude-code/index.js';
import { claudeExport } from './claude-export/index.js';
import { directory } from './directory/index.js';
import type { Importer } from './importer.js';
import type { ImporterName } from './names.js';

/** Every source that can be imported, by its name on the wire. */
export const importerNamed: Readonly<Record<ImporterName, Importer>> = { 'claude-code': claudeCode, 'claude-export': claudeExport, 'claude-admin': claudeAdmin, directory };

/** The same for names that come from elsewhere. */
export const importers: ReadonlyMap<string, Importer> = new Map(Object.entries(importerNamed));

export { claudeAdmin, claudeCode, claudeExport };
export { archiveLimits } from './archive.js';
export { exportLimits } from './claude-export/limits.js';
export { directoryLimits } from './directory/limits.js';
export { elementBytesMax } from './elements.js';
export { lineBytesMax } from './lines.js';
export { tableLimits } from './csv.js';
export { ImportError, type Importer, type ImportOptions, type ImportRun, type ImportSummary, type Problem, type Progress } from './importer.js';
