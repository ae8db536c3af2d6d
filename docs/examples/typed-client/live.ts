import { createPegelClient, listen } from '@pegel/client';

const { PEGEL_URL = 'http://127.0.0.1:4680', PEGEL_TOKEN } = process.env;
const client = createPegelClient({ url: PEGEL_URL, ...(PEGEL_TOKEN === undefined ? {} : { token: PEGEL_TOKEN }) });

// A change says which facts of which days are different now; what they are now is for a report to say.
const listening = listen(client, {
  onChange: async ({ facts, from, to }) => {
    const { rows } = await client.report.query({ metrics: ['messages'], range: '7d', grain: 'total' });
    console.log(`${facts.join(' and ')} from ${from} to ${to}; messages of the last 7 days: ${rows[0]?.values.messages}`);
  },
  onState: (state) => {
    console.error(state.kind === 'refused' ? `${state.failure}: ${state.message}` : state.kind);
    if (state.kind === 'refused') process.exitCode = 1;
  },
});

process.once('SIGINT', () => listening.stop());
