import { createRoot, createSignal } from 'solid-js';
import { expect, test } from 'vitest';
import type { TableModel } from '@pegel/presentation';
import { createSteady } from './create-steady.js';

const ranked = (...names: readonly string[]): { readonly table: TableModel } => ({ table: { caption: 'Top connectors', columns: [{ label: 'Connector', align: 'start' }], rows: names.map((name) => [name]) } });

test('what is newer waits for whoever reads, is counted, and comes when it is asked for or they have left; what keeps the order comes at once', () => {
  createRoot((dispose) => {
    const [newest, setNewest] = createSignal(ranked('a', 'b'));
    const { content, pending, apply, reading } = createSteady(newest);
    const seen = () => [content()?.table.rows.flat().join(''), pending()];
    reading.onPointerEnter();
    setNewest(ranked('b', 'a'));
    setNewest(ranked('b', 'c'));
    expect(seen()).toEqual(['ab', 2]);
    apply();
    expect(seen()).toEqual(['bc', 0]);
    setNewest(ranked('c', 'b'));
    expect(seen()).toEqual(['bc', 1]);
    setNewest(ranked('b', 'c'));
    expect(seen()).toEqual(['bc', 0]);
    setNewest(ranked('a'));
    reading.onFocusIn();
    reading.onPointerLeave();
    expect(seen()).toEqual(['bc', 1]);
    reading.onFocusOut();
    expect(seen()).toEqual(['a', 0]);
    dispose();
  });
});
