import { renderToString } from 'ink';
import { expect, test } from 'vitest';
import type { Language } from '@pegel/domain';
import { actionWords } from '@pegel/presentation';
import { factLines, proseLines } from '../components/place-lines.js';
import { tableLines } from '../components/table-lines.js';
import { flawsOf, frameSizes, looks, status, themeOf } from '../testing/frames.js';
import type { Theme } from '../theme.js';
import type { Size } from './layout.js';
import { placeIds, placeTabs, type PlaceId } from './places.js';
import { PlaceFrame, type PlacePanel } from './PlaceFrame.js';

const organisation = { name: 'Nördliche Wind- und Wasserkraft AG', demo: false };

/** As these pages have them: facts, a table longer than most terminals, and prose; of names that have more than ASCII and no end. */
function panelsOf(place: PlaceId, language: Language, theme: Theme): readonly PlacePanel[] {
  const rows = Array.from({ length: 30 }, (_, row) => [`${row + 1}`, 'Jürgen “Ümit” Łukasz – 王小明', '▲ +4,7 %']);
  return [
    { id: 'facts', title: placeTabs[place][language], note: '● 12 s', lines: (width) => factLines([{ label: 'Größe …', value: 'x'.repeat(120) }, { label: '–', value: '' }], width, theme) },
    { id: 'table', title: 'Änderungen', foot: '↑↓ wählen', lines: (width) => {
      const { heading, rows: shown } = tableLines({ caption: '', columns: [{ label: '№', align: 'end' }, { label: 'Wer', align: 'start' }, { label: 'Änderung', align: 'end' }], rows }, width, theme);
      return [heading, ...shown];
    } },
    { id: 'prose', title: 'Übrigens', lines: (width) => proseLines([actionWords['group.choose'][language].repeat(8)], width, theme) },
  ];
}

interface Drawing {
  readonly place: PlaceId;
  readonly size: Size;
  readonly language: Language;
  readonly ascii?: boolean;
  readonly colour?: boolean;
  readonly focus?: string;
  readonly scroll?: number;
}

function drawn({ place, size, language, ascii = false, colour = false, focus = 'facts', scroll = 0 }: Drawing): string {
  const theme = themeOf({ colour, ascii });
  const frame = <PlaceFrame place={place} organisation={organisation} note="h.vogt@nordwind.example" panels={panelsOf(place, language, theme)} focus={focus} scroll={scroll} status={status} actions={['panel.next', 'quit']} size={size} language={language} theme={theme} />;
  return renderToString(frame, { columns: size.columns });
}

test('Exports, Data sources and Settings fit every terminal: one line less than it is high, never wider, in ASCII where that is all there is', () => {
  for (const place of placeIds) for (const size of frameSizes) for (const [index, look] of looks.entries()) {
    const focus = ['facts', 'table', 'prose'][index % 3] ?? 'facts';
    const frame = drawn({ place, size, focus, scroll: focus === 'table' ? 20 : 0, ...look });
    expect(flawsOf(frame, size, look), frame).toEqual([]);
  }
});

test('panels that have no room are counted in the head line, on the side where they are', () => {
  const size = { columns: 80, rows: 24 };
  const head = (focus: string) => drawn({ place: 'settings', size, language: 'en', focus }).split('\n')[1];
  expect(head('facts')).toMatch(/ ↓ 1 *$/);
  expect(head('prose')).toMatch(/ ↑ \d *$/);
  expect(drawn({ place: 'settings', size: { columns: 120, rows: 60 }, language: 'en' }).split('\n')[1]).not.toMatch(/[↑↓]/);
  expect(drawn({ place: 'settings', size: { columns: 56, rows: 14 }, language: 'en', focus: 'table' }).split('\n')[0]).toMatch(/↑ 1 {2}↓ 1 *$/);
});

test('what somebody is on in a panel is in sight, however little of the panel is', () => {
  const rows = Array.from({ length: 40 }, (_, row) => `row ${row}.`);
  for (const size of frameSizes) for (const at of [0, 17, 39]) {
    const panels: readonly PlacePanel[] = [{ id: 'rows', title: 'Rows', at: () => at, lines: (width) => proseLines(rows, width, themeOf({})) }];
    const frame = <PlaceFrame place="settings" organisation={organisation} note="" panels={panels} focus="rows" scroll={0} status={status} actions={[]} size={size} language="en" theme={themeOf({})} />;
    expect(renderToString(frame, { columns: size.columns })).toContain(`row ${at}.`);
  }
});
