import { galleryServed } from './gallery.js';

/** Serves the gallery until it is interrupted. */
const { url, stop } = await galleryServed();
console.log(`Every state of the dashboard: ${url}/gallery`);
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());
