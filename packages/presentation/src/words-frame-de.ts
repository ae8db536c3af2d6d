import { plural } from './plural.js';
import type { frameEn } from './words-frame-en.js';

export const frameDe: typeof frameEn = { keys: 'Tasten', search: 'Suchen', more: 'Mehr', narrow: 'Leiste einklappen', widen: 'Leiste ausklappen', readLatest: 'Neuestes vorlesen', asOf: (moment, zone) => `Stand: ${moment}, ${zone}`, waiting: (count) => `${count} ${plural(count, 'Antrag', 'Anträge')} auf Namen ${plural(count, 'wartet', 'warten')} auf eine Entscheidung` };
