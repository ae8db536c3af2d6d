import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendExample, yesterday } from './example.js';
import { pegel } from './binary.js';
import { childrenOf, isRunning, Screen, started, surrounded, Terminal } from './screen.js';
import { served, type Served } from './served.js';

let server: Served;

beforeAll(async () => {
  server = await served();
  await sendExample(server);
});
afterAll(() => server.stop());

describe('the Overview in a terminal', () => {
  test.each([
    [80, 24, {}],
    [120, 40, {}],
    [56, 14, {}],
    [80, 24, { NO_COLOR: '1', LC_ALL: 'C', LANG: 'C' }],
    [120, 40, { LC_ALL: 'de_DE.UTF-8', LANG: 'de_DE.UTF-8' }],
  ])('shows what was counted by hand at %d × %d with %j, inside the screen', async (columns, rows, env) => {
    const screen = new Screen(server, `size-${columns}-${Object.keys(env).length}-${Object.values(env).join('').length}`, columns, rows, env);
    const text = await screen.until(/75[.,]0\s?%[\s\S]*opus|75[.,]0\s?%[\s\S]*Hil|75[.,]0\s?%[\s\S]*help/i);
    expect(text).toMatch(/WAU[\s\S]*\b3\b/);
    for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    screen.press('q');
    await screen.until(/ended with 0/);
    screen.close();
  });

  test('x writes the panels and the spend by user as files', async () => {
    const folder = join(server.folder, 'files');
    mkdirSync(folder);
    const screen = new Screen(server, 'files', 120, 40, {}, folder);
    await screen.until(/75\.0%[\s\S]*opus/);
    screen.press('x');
    await screen.until(/\.csv/);
    for (let attempt = 0; attempt < 100 && !readdirSync(folder).some((name) => name.includes('spend-by-user')); attempt += 1) await new Promise((resolve) => setTimeout(resolve, 100));
    const files = readdirSync(folder).sort();
    if (files.length < 4) throw new Error(`Only ${files.join(', ')} were written:\n${screen.read()}`);
    const chats = files.find((name) => name.includes('chats')) ?? '';
    expect(existsSync(join(folder, chats)) && readFileSync(join(folder, chats), 'utf8')).toContain(`${yesterday},,,true,3`);
    const byUser = files.find((name) => name.includes('spend-by-user')) ?? '';
    expect(readFileSync(join(folder, byUser), 'utf8').split('\r\n')[0]).toMatch(/^from,to,user_id/);
    screen.press('q');
    await screen.until(/ended with 0/);
    screen.close();
  });

  test('leads to every page by its digit, follows the window while it is live, and leaves a clean shell with the link of what was last seen', async () => {
    const screen = new Screen(server, 'walk', 80, 24);
    await screen.until(/75\.0%/);
    for (const [key, shows] of [['2', /\[2 Activity\][^]*Weekly active users ━|\[2 Activity\][^]*┌─ Weekly active users/], ['3', /\[3 Adoption\][^]*Top 10 by projects/], ['4', /\[4 Spend\][^]*Spend by model, 1 month/], ['5', /\[5 Exports\][^]*New export/], ['6', /\[6 Sources\][^]*Last delivery/], ['7', /\[7 Settings\][^]*Time zone/]] as const) {
      screen.press(key);
      await screen.until(shows);
    }
    screen.press('2');
    await screen.until(/\[2 Activity\]/);
    for (const [columns, rows] of [[120, 40], [56, 14], [30, 8], [100, 30], [80, 24]] as const) {
      screen.resize(columns, rows);
      const drawn = await screen.until(columns === 30 ? /40 × 12/ : columns === 56 ? /User activity/ : new RegExp(`(?:^|\\n)┗━{${columns - 2}}┛`));
      for (const line of drawn.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    }
    screen.press('Tab');
    await screen.until(/┏━ Weekly active users/);
    screen.press('f');
    await screen.until(/esc back/);
    screen.press('Left', 'q');
    const left = await screen.until(/ended with 0/);
    expect(left).toMatch(new RegExp(`^${server.url}/${server.slug}/activity/activity-course\\?[^\\n]*\\nended with 0\\n*$`));
    screen.close();
  });

  test.each([['bash', 'bash --norc --noprofile -i'], ['sh', 'sh -i']])('a kill leaves %s the terminal that it had: its lines, its cursor, its settings, what is typed, and nobody behind', async (name, command) => {
    const config = join(server.folder, `config-killed-${name}`);
    mkdirSync(join(config, 'pegel'), { recursive: true });
    writeFileSync(join(config, 'pegel', 'terminal.json'), JSON.stringify({ mouse: 'on' }));
    const terminal = new Terminal({ name: `killed-${name}`, columns: 120, rows: 40, folder: server.folder, line: surrounded({ ...server.env, XDG_CONFIG_HOME: config, XDG_CACHE_HOME: join(config, 'cache'), PS1: 'ready> ' }, command) });
    await terminal.until(/^ready>/m);
    terminal.press('stty -g > settings-before; echo from "be"fore', 'Enter');
    await terminal.until(/^from before/m);
    terminal.press(started(), 'Enter');
    await terminal.until(/75\.0%/);
    expect(terminal.modes()).toEqual({ cursor: false, alternate: true, mouse: true });
    const watchers = childrenOf(terminal.program());
    expect(watchers).toHaveLength(1);
    terminal.kill();
    await terminal.until(/^from before/m);
    await expect.poll(() => watchers.some(isRunning), { timeout: 10_000 }).toBe(false);
    expect(terminal.modes()).toEqual({ cursor: true, alternate: false, mouse: false });
    // Whoever edits lines shows that it is their turn also where they were faster than what puts the terminal back.
    if (name === 'bash') await terminal.until(/ready> *\n*$/);
    terminal.press('stty -g > settings-after; echo from "af"ter', 'Enter');
    const text = await terminal.until(/^from after/m);
    expect(text).toMatch(/from before\n[^]*stty -g > settings-after; echo from "af"ter\nfrom after\nready>/);
    expect(readFileSync(join(server.folder, 'settings-after'), 'utf8')).toBe(readFileSync(join(server.folder, 'settings-before'), 'utf8'));
    terminal.close();
  });

  test('Ctrl+Z gives bash its terminal, fg brings the screen back in the size that the terminal has then, and a kill in between leaves it alone', async () => {
    const config = join(server.folder, 'config-stopped');
    mkdirSync(join(config, 'pegel'), { recursive: true });
    writeFileSync(join(config, 'pegel', 'terminal.json'), JSON.stringify({ mouse: 'on' }));
    const terminal = new Terminal({ name: 'stopped', columns: 80, rows: 24, folder: server.folder, line: surrounded({ ...server.env, XDG_CONFIG_HOME: config, XDG_CACHE_HOME: join(config, 'cache'), PS1: 'ready> ' }, 'bash --norc --noprofile -i') });
    await terminal.until(/^ready>/m);
    terminal.press('stty -g > stopped-before; echo from "be"fore', 'Enter');
    await terminal.until(/^from before/m);
    terminal.press(started(), 'Enter');
    await terminal.until(/75\.0%/);
    terminal.press('C-z');
    await terminal.until(/^from before[^]*Stopped[^]*^ready>/m);
    expect(terminal.modes()).toEqual({ cursor: true, alternate: false, mouse: false });
    terminal.press('stty -g > stopped-after; echo while "sto"pped', 'Enter');
    await terminal.until(/^while stopped/m);
    expect(readFileSync(join(server.folder, 'stopped-after'), 'utf8')).toBe(readFileSync(join(server.folder, 'stopped-before'), 'utf8'));
    terminal.resize(100, 30);
    terminal.press('fg', 'Enter');
    await terminal.until(/75\.0%[^]*(?:^|\n)[└┗][─━]{98}[┘┛]/);
    expect(terminal.modes()).toEqual({ cursor: false, alternate: true, mouse: true });
    terminal.press('2');
    await terminal.until(/\[2 Activity\]/);
    // Anybody can stop it, also while something lies over the page.
    terminal.press('?');
    await terminal.until(/Keys on this page/);
    process.kill(terminal.program(), 'SIGTSTP');
    await terminal.until(/^while stopped[^]*Stopped[^]*^ready>/m);
    terminal.press('kill -9 %1; echo and "kil"led', 'Enter');
    const text = await terminal.until(/^and killed/m);
    expect(text).toMatch(/from before[^]*while stopped[^]*and killed/);
    expect(terminal.modes()).toEqual({ cursor: true, alternate: false, mouse: false });
    terminal.close();
  });

  test('nobody watches a terminal any more whose screen was left', async () => {
    const screen = new Screen(server, 'left', 80, 24);
    await screen.until(/75\.0%/);
    const watchers = childrenOf(screen.program());
    expect(watchers).toHaveLength(1);
    screen.press('q');
    await screen.until(/ended with 0/);
    await expect.poll(() => watchers.some(isRunning), { timeout: 10_000 }).toBe(false);
    expect(screen.modes()).toEqual({ cursor: true, alternate: false, mouse: false });
    screen.close();
  });

  test.each([['C.UTF-8', /▸ Single keys[^]*Off: letters, digits and marks do/], ['de_DE.UTF-8', /▸ Einzelne Tasten[^]*Aus: Buchstaben, Ziffern, Zeichen/]])('says what is chosen in Settings below it where the terminal is the smallest (%s)', async (locale, shows) => {
    const screen = new Screen(server, `small-${locale.slice(0, 2)}`, 40, 12, { LC_ALL: locale, LANG: locale });
    await screen.until(/75[.,]0/);
    screen.press('7');
    await screen.until(/▸ /);
    screen.press('Down', 'Down', 'Down', 'Down', 'Down');
    await screen.until(shows);
    screen.press('q');
    await screen.until(/ended with 0/);
    screen.close();
  });

  test('has its Settings for whoever may see no numbers, who hears why at the pages of them', async () => {
    const made = await pegel(['keys', 'make-token', '--label', 'settings alone', '--permissions', 'view:configuration'], server.env);
    const screen = new Screen(server, 'settings-alone', 80, 24, { PEGEL_TOKEN: made.stdout.trim() }, undefined, ['open', `/${server.slug}/settings`]);
    await screen.until(/\[7 Settings\][^]*Time zone +\S/);
    screen.press('1');
    await screen.until(/\[7 Settings\][^]*available to Primary Owners and Owners\. +\? Help/);
    screen.press('q');
    await screen.until(/settings\nended with 0/);
    screen.close();
  });

  test('keeps what its Settings choose, asks for the mouse where that was chosen, and gives it back', async () => {
    const own = { XDG_CONFIG_HOME: join(server.folder, 'config') };
    const first = new Screen(server, 'choosing', 80, 24, own);
    await first.until(/75\.0%/);
    first.press('7');
    await first.until(/▸ Language/);
    first.press('Down', 'Down', 'Down', 'Right');
    await first.until(/▸ Mouse +off {2}\[on\]/);
    first.click(18, 1);
    await first.until(/\[2 Activity\]/);
    expect(first.hasMouse()).toBe(true);
    first.press('q');
    await first.until(/ended with 0/);
    expect(first.hasMouse()).toBe(false);
    first.close();

    const next = new Screen(server, 'chosen', 80, 24, own);
    await next.until(/75\.0%/);
    expect(next.hasMouse()).toBe(true);
    next.click(30, 1);
    await next.until(/\[3 Adoption\]/);
    next.press('F1');
    await next.until(/┏━ Keys on this page/);
    next.press('Escape');
    await next.until(/[┌┏]─?━? ?Day-over-day/);
    next.press('q');
    await next.until(/ended with 0/);
    expect(next.hasMouse()).toBe(false);
    next.close();
  });

  test('is a plain table where there is no terminal', async () => {
    const { code, stdout, stderr } = await pegel([], { ...server.env, LANG: 'C.UTF-8' });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/utilisation +75\.0%/);
    expect(stdout).not.toContain('\u001b');
  });

  test('says in words that nobody answers, and that a token is unknown', async () => {
    const nobody = await pegel([], { PEGEL_URL: 'http://127.0.0.1:9', PEGEL_TOKEN: 'x' });
    expect(nobody.code).toBe(1);
    expect(nobody.stderr).toMatch(/127\.0\.0\.1:9/);
    expect((await pegel([], { ...server.env, PEGEL_TOKEN: 'pegel_reader_unknown' })).code).toBe(3);
  });
});

describe('pegel doctor in a terminal', () => {
  test.each(['#ffffff', '#202020'])('asks it for its background (%s) and the widths of characters, and leaves nothing behind', async (background) => {
    const screen = new Screen(server, `doctor-${background.slice(1)}`, 80, 60, {}, undefined, ['doctor']);
    screen.paint(background);
    const text = await screen.until(/ended with 0/);
    expect(text).toMatch(/^Terminal\n {2}ok {7}screen-256color, 80 × 60 cells/);
    expect(text).toContain(`${background === '#ffffff' ? 'light' : 'dark'} background, as the terminal answers`);
    expect(text.replaceAll(/\s+/g, ' ')).toContain('widths measured and as expected');
    expect(text).toContain('Nothing is a problem.\nended with 0');
    for (const secret of [server.ownerToken, server.ingestKey]) expect(text).not.toContain(secret.slice(13, 21));
    // What was not listened to would stand here now, typed into the shell.
    expect(screen.read().split('ended with 0')[1]?.trim()).toBe('');
    screen.close();
  });
});
