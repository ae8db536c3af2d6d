export * from './export.js';
export * from './zip.js';
