import { mkdir, rename, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readEnvironment, type Environment } from './environment.js';
import type { World } from './world.js';

/** Which background a screen's colours are for, or none; `auto` is what the terminal says. */
export const themeChoices = ['auto', 'light', 'dark', 'none'] as const;
/** What charts are drawn with; `auto` is what the terminal is known to draw. */
export const chartChoices = ['auto', 'braille', 'blocks', 'ascii'] as const;

/** How somebody wants the screens of this terminal, for this user alone. */
export interface Appearance {
  readonly theme: (typeof themeChoices)[number];
  readonly charts: (typeof chartChoices)[number];
}

export const usualAppearance: Appearance = { theme: 'auto', charts: 'auto' };

/** `null` where nobody has a home. */
function fileOf({ variables }: Pick<World, 'variables'>): string | null {
  const { configFolder } = readEnvironment(variables);
  return configFolder === undefined ? null : join(configFolder, 'pegel', 'terminal.json');
}

/** What was chosen; what is not there, or is none of the choices, is as usual. */
export function keptAppearance(world: Pick<World, 'variables'>): Appearance {
  const file = fileOf(world);
  try {
    const found = (file === null ? {} : JSON.parse(readFileSync(file, 'utf8'))) as Readonly<Record<string, unknown>> | null; // Each part is looked at below.
    return {
      theme: themeChoices.find((choice) => choice === found?.['theme']) ?? usualAppearance.theme,
      charts: chartChoices.find((choice) => choice === found?.['charts']) ?? usualAppearance.charts,
    };
  } catch {
    return usualAppearance;
  }
}

/** Keeps a choice for the next screen. */
export async function keepAppearance(world: Pick<World, 'variables'>, appearance: Appearance): Promise<void> {
  const file = fileOf(world);
  if (file === null) return;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const partial = `${file}.${process.pid}.part`;
  await writeFile(partial, `${JSON.stringify(appearance, null, 2)}\n`);
  await rename(partial, file);
}

/** A terminal as it is to be drawn on: a choice decides what is not known, and never draws what a terminal cannot show or was asked not to. */
export const environmentAs = (environment: Environment, { theme, charts }: Appearance): Environment => ({
  ...environment,
  background: theme === 'light' || theme === 'dark' ? theme : environment.background,
  colour: environment.colour && theme !== 'none',
  unicode: environment.unicode && charts !== 'ascii',
  braille: charts === 'auto' ? environment.braille : environment.unicode && charts === 'braille',
});
