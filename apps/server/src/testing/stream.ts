import { expect } from 'vitest';

/** One event of a stream: its name and what it says. */
interface Frame {
  readonly event: string;
  readonly data: unknown;
}

/** A stream of changes as a client reads it. */
export interface Stream {
  readonly response: Response;
  /** The next event of a name; others before it are passed over. */
  next(event: string): Promise<Frame>;
  /** The next event, whatever it is called. */
  any(): Promise<Frame>;
  /** Everything that is still said, up to the end. */
  rest(): Promise<readonly Frame[]>;
  leave(): Promise<void>;
}

/** Reads server-sent events from an answer. What carries no name of its own is called `message`, as in browsers. */
export function streamOf(response: Response): Stream {
  const reader = (response.body ?? expect.fail('There is no stream.')).pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const read = async (): Promise<Frame | null> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const frame = frameOf(text.slice(0, end));
        text = text.slice(end + 2).replace(/^\n+/, '');
        return frame;
      }
      const { done, value } = await reader.read();
      if (done) return null;
      text += value;
    }
  };
  return {
    response,
    async next(event) {
      for (let frame = await read(); frame !== null; frame = await read()) if (frame.event === event) return frame;
      return expect.fail(`The stream ended before it said ${event}.`);
    },
    any: async () => (await read()) ?? expect.fail('The stream ended.'),
    async rest() {
      const frames: Frame[] = [];
      for (let frame = await read(); frame !== null; frame = await read()) frames.push(frame);
      return frames;
    },
    leave: () => reader.cancel(),
  };
}

function frameOf(block: string): Frame {
  const fields = new Map(block.split('\n').map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
  const data = fields.get('data') ?? '';
  return { event: fields.get('event') ?? 'message', data: data === '' ? null : JSON.parse(data) };
}
