import { mkdir, rename, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { languages } from '@pegel/domain';
import { readEnvironment, type Environment } from './environment.js';
import type { World } from './world.js';

/** What somebody can choose of the screens of this terminal, the usual first; `auto` is what the terminal says. */
export const appearanceChoices = {
  language: ['auto', ...languages],
  /** Which background colours are for, strong contrasts, or no colours. */
  theme: ['auto', 'light', 'dark', 'contrast', 'none'],
  charts: ['auto', 'braille', 'blocks', 'ascii'],
  /** Whether clicks and the wheel are the screen's; otherwise the terminal marks text with them. */
  mouse: ['off', 'on'],
  /** Whether what arrives is shown as it comes, or once a minute. */
  motion: ['auto', 'reduced'],
  /** Whether letters, digits and marks are keys outside of what is typed into. */
  singleKeys: ['on', 'off'],
} as const;

/** How somebody wants the screens of this terminal, for this user alone. */
export type Appearance = { readonly [Name in keyof typeof appearanceChoices]: (typeof appearanceChoices)[Name][number] };

export const usualAppearance: Appearance = { language: 'auto', theme: 'auto', charts: 'auto', mouse: 'off', motion: 'auto', singleKeys: 'on' };

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
    const kept = Object.entries(appearanceChoices).flatMap(([name, choices]) => choices.filter((choice) => choice === found?.[name]).map((choice) => [name, choice] as const));
    return { ...usualAppearance, ...Object.fromEntries(kept) };
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
export const environmentAs = (environment: Environment, { theme, charts }: Pick<Appearance, 'theme' | 'charts'>): Environment => ({
  ...environment,
  background: theme === 'light' || theme === 'dark' ? theme : environment.background,
  colour: environment.colour && theme !== 'none',
  contrast: theme === 'contrast',
  unicode: environment.unicode && charts !== 'ascii',
  braille: charts === 'auto' ? environment.braille : environment.unicode && charts === 'braille',
});
