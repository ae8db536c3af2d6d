import type { PlacesSource, ReadingAs } from '../screens/places.js';

const refuse = () => Promise.reject(new Error('The server says why.'));

/** A server that answers nothing that the pages beside those of numbers ask. */
export const noPlaces: PlacesSource = { sources: refuse, deliveries: refuse, settings: refuse, inviteCounts: refuse, downloads: refuse, report: refuse, preview: refuse, groups: refuse };

export const sampleReader: ReadingAs = {
  url: 'https://pegel.example', name: 'h.vogt@nordwind.example', role: 'Owner', version: '0.1.0',
  drawing: { characters: 'unicode', lines: 'braille', background: 'dark', colour: true }, mayReadJournal: true,
};
