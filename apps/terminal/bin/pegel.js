#!/usr/bin/env node
// Committed by hand so that npm can link it before anything is built; the program itself is the build.
import '../dist/pegel.js';
