export * from './contract.js';
export * from './examples.js';
export * from './random.js';
export * from './wire.js';
