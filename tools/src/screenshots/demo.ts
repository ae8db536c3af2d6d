import { spawn } from 'node:child_process';
import { binary } from '../../e2e/binary.js';

interface Demo {
  readonly url: string;
  readonly organisation: string;
  readonly email: string;
  readonly password: string;
  stop(): Promise<void>;
}

/** Serves the invented organisation as `npm start` does, once all of it is loaded. */
export async function servedDemo(data: string): Promise<Demo> {
  const child = spawn(process.execPath, [binary, 'demo', '--data', data, '--port', '0', '--json'], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, PEGEL_LOG_LEVEL: 'error' } });
  const line = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('\n')) resolve(said);
    });
    child.once('exit', (code) => reject(new Error(`The demo ended with ${code} before it was ready: ${said}`)));
  });
  const ready = JSON.parse(line) as Omit<Demo, 'stop'>; // What `demo --json` promises.
  return {
    ...ready,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}
