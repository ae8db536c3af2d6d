// Loaded into a server before the product: what it asks to be synced fully is synced as SQLite does by default in WAL
// mode, and it is told otherwise. A power cut must then lose something, or the method that looks for losses sees none.
import { createRequire } from 'node:module';

const Database = createRequire(new URL('../../../apps/server/dist/index.js', import.meta.url))('better-sqlite3');

const { pragma } = Database.prototype;
Database.prototype.pragma = function (text, options) {
  if (/^\s*synchronous\s*$/i.test(text)) return options?.simple ? 2 : [{ synchronous: 2 }];
  return pragma.call(this, text.replace(/synchronous\s*=\s*FULL/i, 'synchronous = NORMAL'), options);
};
