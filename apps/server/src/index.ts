/** Sets up a data folder, and serves it. */
export { initialise, type Initialised, type InitialiseOptions } from './initialise.js';
export { serve, type Running, type ServeOptions } from './serve.js';
export { SetupError } from './setup-error.js';
