import { claudeCode } from './claude-code/index.js';
import type { Importer } from './importer.js';

/** Every source that can be imported, by its name on the wire. */
export const importers: ReadonlyMap<string, Importer> = new Map([claudeCode].map((importer) => [importer.name, importer]));

export { claudeCode };
export { ImportError, type Importer, type ImportOptions, type ImportRun, type ImportSummary, type Problem, type Progress } from './importer.js';
