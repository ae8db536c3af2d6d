import type { frameEn } from './words-frame-en.js';

export const frameDe: typeof frameEn = { keys: 'Tasten', search: 'Suchen', more: 'Mehr', narrow: 'Navigation einklappen', widen: 'Navigation ausklappen', readLatest: 'Neuestes vorlesen', asOf: (moment, zone) => `Stand: ${moment}, ${zone}` };
