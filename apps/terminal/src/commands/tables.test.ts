import { expect, test } from 'vitest';
import { languages, type Report } from '@pegel/domain';
import { tablePages } from '@pegel/presentation';
import { widthOf } from '../fit.js';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';

const worldAt = ({ url, ownerToken }: { url: string; ownerToken: string }, variables: Record<string, string> = {}) =>
  capturedWorld({ PEGEL_URL: url, PEGEL_TOKEN: ownerToken, ...variables });

/** What is printed, and what the process would end with. */
async function printed(server: Awaited<ReturnType<typeof pegelServer>>, words: readonly string[], variables?: Record<string, string>) {
  const world = worldAt(server, variables);
  const code = await run(words, world);
  return { code, out: world.out(), messages: world.messages() };
}

test('prints every table of a page below its title, on at most 80 cells but for a reason or a state behind its numbers', async () => {
  const server = await pegelServer();
  for (const { id, panels, title } of tablePages) {
    for (const language of languages) {
      const { code, out } = await printed(server, [id, '--lang', language]);
      expect(code, out).toBe(0);
      expect(out.split('\n').filter((line) => widthOf(line) > 80 && !line.includes('– ') && !/(complete|vollständig)$/.test(line)), title[language]).toEqual([]);
      for (const panel of panels) expect(out).toContain(`\n${(('titles' in panel ? panel.titles?.day : undefined) ?? panel.title)[language]}`);
    }
  }
});

test('prints the days of each table, and what its rows add up to', async () => {
  const { code, out } = await printed(await pegelServer(), ['spend', '--panel', 'spend_by_model_1y', '--range', '7d']);
  expect(code).toBe(0);
  expect(out).toMatch(/^Spend by model, 1 year {3}.+ · incomplete\nModel +Spend \(USD\) +Share +Requests\nclaude-opus +\$1,234\.50 +100% +\d+\nTotal +\$1,234\.50 +100% +\d+\n$/);
});

test('as CSV every number is a line with its base and step, and a ranking is whole', async () => {
  const server = await pegelServer();
  const { out } = await printed(server, ['spend', '--panel', 'spend_to_date,spend_by_model_1y', '--format', 'csv']);
  const [header, ...lines] = out.trimEnd().split('\r\n');
  expect(header).toBe('panel,from,to,key,label,metric,value,complete,reason,compared_from,compared_to,compared_value,change,beside_from,beside_to,beside_value');
  expect(lines.map((line) => line.split(',')[0])).toEqual(['spend_mtd', 'spend_qtd', 'spend_ytd', 'spend_by_model_1y', 'spend_by_model_1y']);
  const json = JSON.parse((await printed(server, ['adoption', '--panel', 'top_artifacts', '--format', 'json'])).out) as { reports: Record<string, Report> }; // What `--format json` promises.
  expect(json.reports['top_artifacts']?.query.top).toBe(1_000);
});

test('the numbers of every format are those of the report', async () => {
  const server = await pegelServer();
  const json = JSON.parse((await printed(server, ['adoption', '--format', 'json'])).out) as { panels: { id: string; reports: string[] }[]; reports: Record<string, Report> }; // What `--format json` promises.
  const newest = json.reports['adoption_newest'];
  const row = newest?.rows.at(-1);
  const asked = `metrics=${newest?.query.metrics.join()}&from=${row?.from}&to=${row?.to}`;
  const answer = (await (await fetch(`${server.url}/report.json?${asked}`, { headers: { authorization: `Bearer ${server.ownerToken}` } })).json()) as Report; // What the address promises.
  expect(row?.values).toEqual(answer.rows[0]?.values);
  const csv = (await printed(server, ['adoption', '--panel', 'adoption_numbers', '--format', 'csv'])).out;
  for (const [metric, value] of Object.entries(answer.rows[0]?.values ?? {})) expect(csv).toContain(`adoption_numbers,${row?.from},${row?.to},,,${metric},${value ?? ''},`);
});

test('of one group asks every report of it alone and says so; over calendar weeks it asks for these', async () => {
  const server = await pegelServer();
  const { code, out } = await printed(server, ['activity', '--where', 'department:@unattributed', '--week', 'iso', '--format', 'json']);
  const { reports } = JSON.parse(out) as { reports: Record<string, Report> }; // What `--format json` promises.
  expect(code).toBe(0);
  for (const report of Object.values(reports)) expect(report.query.where).toEqual([{ dimension: 'department', key: '@unattributed' }]);
  expect(reports['activity_weeks']?.query.grain).toBe('week');
  for (const page of ['overview', 'activity']) expect((await printed(server, [page, '--plain', '--where', 'department:@unattributed', '--lang', 'de'])).out).toMatch(/^\S.*Abteilung: Nicht zugeordnet/);
  for (const where of ['department', 'person:ada', 'model:opus']) {
    const refused = await printed(server, ['spend', '--where', where, '--lang', 'en']);
    expect([refused.code, refused.messages]).toEqual([2, expect.stringContaining('It must be one of group, department, costCentre, a colon and a name.')]);
  }
});

test('Markdown is a table for each panel, in the language asked for', async () => {
  const { out } = await printed(await pegelServer(), ['activity', '--format', 'md', '--lang', 'de', '--grain', 'week', '--range', '28d']);
  expect(out).toMatch(/^# Benutzeraktivität\n\n\*\*Benutzeraktivität · .+\*\*\n\n\| Kennzahl \|/);
  expect(out).toContain('**Wöchentlich aktive Benutzer · ');
});

test('spend that is off says so on every surface, and ends with 5', async () => {
  const server = await pegelServer({ extraUsage: false });
  const { code, out, messages } = await printed(server, ['spend']);
  expect(code).toBe(5);
  expect(out.match(/^Spend reports appear once extra usage is switched on/gm)).toHaveLength(7);
  expect(messages).toMatch(/./);
  expect((await printed(server, ['spend', '--format', 'csv'])).code).toBe(5);
});

test('a panel there is not is a mistake on the command line', async () => {
  const { code, messages } = await printed(await pegelServer(), ['adoption', '--panel', 'top_projets']);
  expect(code).toBe(2);
  expect(messages).toContain('top_projects');
});
