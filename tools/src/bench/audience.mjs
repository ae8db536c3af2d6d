// Many who look on at one address, in a process of their own, since one process may not open as many connections as both sides need.
// From two addresses: a server may leave half of its connections to one. Says when all are there, and, each time it is asked, when all were told.
import { get } from 'node:http';

const [, , url, count, headers] = process.argv;
const total = Number(count);
let heard = new Set();

const opened = (index) =>
  new Promise((resolve, reject) => {
    const request = get(url, { agent: false, localAddress: `127.0.0.${1 + (index % 2)}`, headers: { accept: 'text/event-stream', ...JSON.parse(headers) } }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`Stream ${index} was answered with ${answer.statusCode}.`));
      answer.on('data', (chunk) => {
        if (!chunk.includes('facts')) return;
        heard.add(index);
        if (heard.size === total) process.send('told');
      });
      resolve();
    });
    request.on('error', reject);
  });

process.on('message', () => {
  heard = new Set();
  process.send('listening');
});
for (let from = 0; from < total; from += 100) await Promise.all(Array.from({ length: Math.min(100, total - from) }, (_, index) => opened(from + index)));
process.send('there');
