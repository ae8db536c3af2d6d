export * from './data-folder.js';
export * from './database.js';
export * from './migrate.js';
