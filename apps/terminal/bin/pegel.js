#!/usr/bin/env node
// Committed by hand so that npm can link it before anything is built; the program itself is the build.

// What `node --disable-proto=delete` does, however the program is started: through `__proto__` a text from outside could
// reach what all objects share. It goes before any other code runs, so that none can rely on it.
delete Object.prototype.__proto__;

await import('../dist/pegel.js');
