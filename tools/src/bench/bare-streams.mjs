// What ten thousand open answers cost Node itself: keeps every GET open, and writes one line to each of them for a POST.
import { createServer } from 'node:http';

const open = new Set();
const server = createServer((request, response) => {
  if (request.method === 'POST') {
    for (const each of open) each.write('data: "facts"\n\n');
    response.end('{}');
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  open.add(response);
  response.once('close', () => open.delete(response));
});
server.listen(0, '127.0.0.1', () => process.stderr.write(`http://127.0.0.1:${server.address().port}\n`));
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
