import { Agent, request as open } from 'node:http';

/** What a server answered, and over which of our ports. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly localPort: number;
}

/** One connection after another to a server, each kept as long as it lives. */
export class Connection {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(readonly url: string) {}

  /** Rejects where no whole answer came: then nobody knows what the server did. */
  ask(method: string, path: string, headers: Readonly<Record<string, string>> = {}, body: Buffer | string = ''): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asked = open(`${this.url}${path}`, { method, agent: this.#agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } }, (response) => {
        const localPort = response.socket.localPort ?? 0;
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('error', reject);
        response.once('close', () => {
          if (!response.complete) return reject(new Error('The answer was cut off.'));
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString(), localPort });
        });
      });
      asked.once('error', reject);
      asked.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
