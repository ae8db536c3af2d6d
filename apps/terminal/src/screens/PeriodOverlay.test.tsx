import { Box, renderToString } from 'ink';
import { expect, test } from 'vitest';
import { sampleOrganisation } from '@pegel/presentation/testing';
import { plainTheme, state } from '../testing/opened-pages.js';
import { PeriodOverlay } from './PeriodOverlay.js';

const calendar = { today: '2026-11-23', completeThrough: '2026-11-22', firstDay: '2025-10-01', known: [{ from: '2025-10-01', to: '2026-11-22' }], hasUtcDays: false };
const nothing = () => undefined;

test.each([['en', 40, '26 Oct – 22 Nov'], ['de', 40, '26. Okt. – 22. Nov.'], ['de', 80, '26. Okt. – 22. Nov.']] as const)('says which days a period is, also where they have no room beside its name (%s, %i columns)', (language, columns, days) => {
  const size = { columns, rows: columns === 40 ? 12 : 24 };
  const lines = renderToString(
    <Box width={columns} height={size.rows - 1}>
      <PeriodOverlay state={state} calendar={calendar} organisation={sampleOrganisation} size={size} language={language} theme={plainTheme} custom={false} onChoose={nothing} onPin={nothing} onLeave={nothing} />
    </Box>,
    { columns },
  ).split('\n');
  const [where, other] = lines.flatMap((line, index) => (line.includes(days) ? [index] : []));
  expect(other).toBeUndefined();
  expect(where === lines.findIndex((line) => line.includes('▸'))).toBe(columns === 80);
  expect(where).toBeDefined();
});
