import { usualAppearance } from '../appearance.js';
import type { PlacesSource, ReadingAs } from '../screens/places.js';
import type { PagesScreenProps } from '../screens/screen-props.js';
import type { Theme } from '../theme.js';

const refuse = () => Promise.reject(new Error('The server says why.'));

/** A server that answers nothing that the pages beside those of numbers ask. */
export const noPlaces: PlacesSource = { sources: refuse, deliveries: refuse, settings: refuse, inviteCounts: refuse, downloads: refuse, report: refuse, preview: refuse, groups: refuse };

/** A terminal that looks the same whatever somebody chooses. */
export const alwaysAs = (theme: Theme): PagesScreenProps['appearance'] => ({ chosen: usualAppearance, spoken: 'en', themeOf: () => theme, keep: () => Promise.resolve() });

export const sampleReader: ReadingAs = {
  url: 'https://pegel.example', name: 'h.vogt@nordwind.example', role: 'Owner', version: '0.1.0',
  drawing: { characters: 'unicode', lines: 'braille', background: 'dark', colour: true }, mayReadJournal: true,
};
