import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, closeSync, copyFileSync, cpSync, existsSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { binary, pegel } from './binary.js';
import { yesterday } from './example.js';
import { Screen } from './screen.js';
import { served, type Served } from './served.js';

/** Each would show itself: on a terminal by its mark, in a browser by setting what the page is then asked for. */
const escapes = [
  '\u001b[2J\u001b[31mMARK', '\u001b]0;MARK\u0007', '\u001b]52;c;TUFSSw==\u0007MARK', '\u001b]8;;http://evil.example\u0007MARK\u001b]8;;\u0007', '\u009b2JMARK', '\u009d52;c;TUFSSw==\u009cMARK', '\u001bP+q\u001b\\MARK', '\u001b[6nMARK',
  'MARK\rover', 'MARK\nnext', '\u0007MARK\u0008\u0008', 'MARK\u202egnp.exe', 'MARK\u2066x\u2069', 'MARK\u2028\u2029', 'MARK\u0000x', 'MARK\n{"level":50,"msg":"forged"}',
];
const scripts = [
  '<script>window.ran=1</script>', '<img src=x onerror="window.ran=1">', '"><svg onload=window.ran=1>', "'-window.ran=1-'", '{{constructor.constructor("window.ran=1")()}}', '${window.ran=1}', 'javascript:window.ran=1', '</title><script>window.ran=1</script>',
  '<iframe srcdoc="<script>parent.ran=1</script>">', '<a href="javascript:window.ran=1" autofocus onfocus=window.ran=1>x</a>', '<style>*{display:none}</style>', '<base href="http://evil.example/">', '<meta http-equiv=refresh content="0;url=http://evil.example/">', '&lt;script&gt;window.ran=1&lt;/script&gt;', '<math><mi xlink:href="data:x,<script>window.ran=1</script>">', '__proto__',
];
const names = [...escapes, ...scripts];

let server: Served;
let browser: Browser;

beforeAll(async () => {
  // Control characters are refused when an organisation is founded; what else there is must do no harm.
  server = await served({ organisation: `Evil \u202e<script>window.ran=1</script> AG` });
  const at = `${yesterday}T10:00:00Z`;
  const events = names.flatMap((name, index) => {
    const person = { id: name, email: `${index}<b>@nordwind.example`, name };
    return [
      { id: `m-${index}`, type: 'message.sent', at, person, chat: `c-${index}`, model: name, project: name, count: 100 - index },
      { id: `k-${index}`, type: 'connector.used', at, person, connector: name, count: 100 - index },
      { id: `s-${index}`, type: 'spend', at, person, model: name, amount: String(100 - index), currency: 'USD', basis: 'billed' },
    ];
  });
  expect(await (await server.post(events)).json()).toMatchObject({ stored: names.length * 3 });
  const directory = { takenAt: `${yesterday}T00:00:00Z`, complete: true, people: names.map((name, index) => ({ id: name, email: `${index}<b>@nordwind.example`, name, status: 'active', seat: name, groups: [name], department: name, costCentre: name })) };
  expect((await server.putDirectory(directory)).status).toBe(200);
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test('no name runs in a browser, leads anywhere, or breaks the policy of the page', async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  const elsewhere: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => complaints.push('a dialog')));
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith('data:')) elsewhere.push(request.url());
  });
  await page.goto(server.url);
  await page.fill('input[type=email]', server.ownerEmail);
  await page.fill('input[type=password]', server.ownerPassword);
  await page.click('button[type=submit]');
  await page.waitForURL(`**/${server.slug}/overview**`);
  await page.getByText('MARK').first().waitFor();
  for (const query of ['table=chats', 'range=7d&table=spend', `lang=${encodeURIComponent('<script>window.ran=1</script>')}`, `range=${encodeURIComponent('"><img src=x onerror=window.ran=1>')}`, 'end=__proto__&by=constructor']) {
    await page.goto(`${server.url}/${server.slug}/overview?${query}`);
    await page.getByText('MARK').first().waitFor();
    expect(await page.evaluate(() => (globalThis as { ran?: number }).ran)).toBeUndefined();
    expect(await page.evaluate(() => document.querySelectorAll('iframe, base, [onerror], [onload], [onfocus], a[href^="javascript:"], a[href*="evil.example"]').length)).toBe(0);
    expect(await page.locator('main').isVisible()).toBe(true);
    expect(await page.locator('main').innerText()).not.toMatch(/(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  }
  expect([complaints, elsewhere]).toEqual([[], []]);
  await context.close();
});

describe('a terminal', () => {
  /** Every byte that a command wrote to a real terminal. */
  async function bytesOf(name: string, words: string, done: RegExp, keys: readonly string[] = []): Promise<string> {
    const file = join(server.folder, `${name}.bytes`);
    const screen = new Screen(server, name, 120, 40, {}, server.folder, [words], file);
    const read = () => (existsSync(file) ? readFileSync(file, 'utf8') : '');
    await expect.poll(read, { timeout: 30_000 }).toMatch(done);
    for (const key of keys) {
      screen.press(key);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    if (keys.length > 0) await expect.poll(read, { timeout: 30_000 }).toMatch(/ended with 0/);
    screen.close();
    return read();
  }

  /** What only a name could have brought: our own screen never sets a title or the clipboard, asks nothing, and is no 8-bit terminal's. */
  // oxlint-disable-next-line no-control-regex -- these characters are what is being looked for.
  const foreign = /\u001b\]|\u001bP|\u001b\[6n|\u001b\[31mMARK|[\u0080-\u009f\u202a-\u202e\u2066-\u2069]|\u0007/;
  /** The screen asks the terminal for its background, once. */
  const ownQuestion = '\u001b]11;?\u0007';

  test('is sent nothing of a name that it would obey, by the screen and every key in it', async () => {
    const bytes = await bytesOf('screen', '', /MARK/, ['Tab', 'Tab', 't', 'Escape', '?', 'Escape', ':', 'Escape', 'e', 'Escape', 'v', 'f', 'q']);
    expect(bytes.replace(ownQuestion, '')).not.toMatch(foreign);
  });

  test.each(['table', 'json', 'ndjson', 'csv', 'md'])('nor by a report as %s', async (format) => {
    for (const by of format === 'table' ? ['model', 'person', 'group'] : ['model']) {
      const bytes = await bytesOf(`report-${format}-${by}`, `report --metrics messages --by ${by} --from ${yesterday} --to ${yesterday} --format ${format}`, /MARK[\s\S]*ended with 0/);
      expect(bytes).not.toMatch(foreign);
      expect(bytes.replaceAll('\u001b[?', '')).not.toContain('\u001b[2J');
    }
  });

  test('nor by an export and a mistake that repeats what was typed', async () => {
    expect(await bytesOf('export', `export spend-by-user --from ${yesterday} --to ${yesterday}`, /MARK[\s\S]*ended with 0/)).not.toMatch(foreign);
    expect(await bytesOf('mistake', `report --metrics "$(printf '\\033]52;c;TUFSSw==\\007MARK')" --range 7d`, /ended with 2/)).not.toMatch(foreign);
    expect(await bytesOf('address', `report --metrics chats --range 7d --url "$(printf 'http://\\033]52;c;TUFSSw==\\007MARK/')"`, /ended with [12]/)).not.toMatch(foreign);
  });

  test('while a file is given every character that there is', async () => {
    const { stdout } = await pegel(['report', '--metrics', 'messages', '--by', 'model', '--from', yesterday, '--to', yesterday, '--format', 'json'], server.env);
    const { rows } = JSON.parse(stdout) as { rows: readonly { key: string }[] }; // What `--format json` promises.
    expect(rows.map(({ key }) => key).sort()).toEqual([...names].sort());
  });
});

test('headers and names of files are plain, whatever the organisation and its people are called', async () => {
  for (const path of [`/report.csv?metrics=chats&from=${yesterday}&to=${yesterday}`, `/export/spend-by-user.csv?from=${yesterday}&to=${yesterday}`]) {
    const response = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${server.ownerToken}` } });
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[a-z0-9_-]+\.csv"$/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  }
});

describe('the importer', () => {
  const prompt = (uuid: string) => `${JSON.stringify({ type: 'user', uuid, sessionId: 's', timestamp: `${yesterday}T09:00:00Z`, message: { content: 'x' } })}\n`;

  test('reads past a line of a gigabyte in memory that does not grow with it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pegel-line-'));
    const file = openSync(join(folder, 's.jsonl'), 'w');
    writeSync(file, `${prompt('first')}{"type":"user","text":"`);
    // A hole in the file: read as a gigabyte, more than any text here can be, and nothing of it on the disk.
    ftruncateSync(file, 1024 ** 3);
    writeSync(file, `\n${prompt('last')}`, 1024 ** 3);
    closeSync(file);
    const child = spawn(process.execPath, [binary, 'import', 'claude-code', folder, '--person', 'ada@nordwind.example', '--json'], { env: { ...process.env, ...server.env } });
    let [out, err, most] = ['', '', 0];
    child.stdout.on('data', (data) => { out += String(data); });
    child.stderr.on('data', (data) => { err += String(data); });
    const watch = setInterval(() => {
      try {
        most = Math.max(most, Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1024);
      } catch {
        // It has ended.
      }
    }, 50);
    const code = await new Promise((resolve) => child.once('exit', resolve));
    clearInterval(watch);
    rmSync(folder, { recursive: true });
    expect(JSON.parse(out)).toMatchObject({ files: 1, read: 3, skipped: { 'line-too-long': 1 }, received: 2, stored: 2 });
    expect(err).toContain('s.jsonl:2: The line is too long');
    expect(code).toBe(0);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(256);
  });

  test('says which files this user may not read, and reads the rest', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pegel-closed-'));
    mkdirSync(join(folder, 'closed'));
    writeFileSync(join(folder, 'open.jsonl'), prompt('open'));
    writeFileSync(join(folder, 'secret\u001b]52;c;TUFSSw==\u0007.jsonl'), prompt('secret'));
    copyFileSync(join(folder, 'open.jsonl'), join(folder, 'closed', 'in.jsonl'));
    for (const name of ['secret\u001b]52;c;TUFSSw==\u0007.jsonl', 'closed']) chmodSync(join(folder, name), 0o000);
    chmodSync(folder, 0o755);
    // Whoever may read everything, as on build servers, reads as somebody who may not.
    const other = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    // A workspace may be closed to others; what is installed is not.
    const installed = join(folder, '..', `${basename(folder)}-program`);
    cpSync(fileURLToPath(new URL('../../apps/terminal', import.meta.url)), installed, { recursive: true, filter: (path: string) => !/node_modules|out-tsc|\/src$/.test(path) });
    chmodSync(installed, 0o755);
    const child = spawn(process.execPath, [join(installed, 'bin', 'pegel.js'), 'import', 'claude-code', folder, '--person', 'ada@nordwind.example', '--json'], { ...other, env: { ...process.env, ...server.env } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (data) => { out += String(data); });
    child.stderr.on('data', (data) => { err += String(data); });
    await new Promise((resolve) => child.once('close', resolve));
    chmodSync(join(folder, 'closed'), 0o755);
    rmSync(folder, { recursive: true });
    rmSync(installed, { recursive: true });
    expect(JSON.parse(out)).toMatchObject({ stored: 1, skipped: { unreadable: 2 } });
    expect(err).toContain('closed: The folder cannot be read.');
    expect(err).toMatch(/secret.*jsonl: The file cannot be read to its end\./);
    expect(err).not.toMatch(/(?!\n)\p{Cc}/u);
  });
});
