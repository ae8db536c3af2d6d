#!/usr/bin/env node
// Committed by hand so that npm can link it before anything is built; the program itself is the build.
import module from 'node:module';
import { isAbsolute, join } from 'node:path';

// What `node --disable-proto=delete` does, however the program is started: through `__proto__` a text from outside could
// reach what all objects share. It goes before any other code runs, so that none can rely on it.
delete Object.prototype.__proto__;

// Where Node can keep what it has compiled, the next start has it at once. In a folder of the user's own: what others could write, Node would run.
const { HOME, XDG_CACHE_HOME } = process.env;
const folder = XDG_CACHE_HOME || (HOME && join(HOME, '.cache'));
if (folder && isAbsolute(folder)) module.enableCompileCache?.(join(folder, 'pegel', 'compiled'));

await import('../dist/pegel.js');
