import { demoEvents, demoOrganisation, demoSnapshots } from '../src/demo/index.js';
import { served, type Served } from './served.js';

/** How many events go through the door at once. */
const batch = 5_000;

/** Serves the demo organisation with so many seats at the end of its roll-out, all of it sent through the doors. */
export async function servedDemoOf(people: number): Promise<Served> {
  const { name: organisation, timeZone, names, extraUsage } = demoOrganisation;
  const server = await served({ organisation, timeZone, names, extraUsage });
  const options = { until: Date.now(), people };
  const accept = async (answer: Response) => {
    if (answer.status !== 200) throw new Error(`The demo was refused: ${await answer.text()}`);
  };
  const events = [...demoEvents(options)];
  for (let from = 0; from < events.length; from += batch) await accept(await server.post(events.slice(from, from + batch), 'demo'));
  for (const snapshot of demoSnapshots(options)) await accept(await server.putDirectory(snapshot));
  return server;
}
