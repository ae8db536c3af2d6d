export * from './contract.js';
export * from './examples.js';
export * from './random.js';
export * from './role-replay.js';
export * from './role-table.js';
export * from './wire.js';
export * from './solver.js';
export * from './whole-numbers.js';
