import { createPegelClient, failureOf } from '@pegel/client';

const { PEGEL_URL = 'http://127.0.0.1:4680', PEGEL_TOKEN } = process.env;
const client = createPegelClient({ url: PEGEL_URL, ...(PEGEL_TOKEN === undefined ? {} : { token: PEGEL_TOKEN }) });

try {
  const { contract, rows } = await client.report.query({ metrics: ['weeklyActiveUsers', 'spend'], range: '7d' });
  for (const row of rows) {
    // A value is a number, a decimal string for money, or null with a reason.
    const users = row.values.weeklyActiveUsers ?? row.reasons.weeklyActiveUsers;
    const spend = row.values.spend ?? row.reasons.spend;
    console.log(`${row.bucket}\t${users}\t${spend} ${contract.currency}`);
  }
} catch (error) {
  console.error(`${failureOf(error)}: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
