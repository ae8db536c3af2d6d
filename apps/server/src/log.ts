import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './environment.js';

export type { Logger };

/**
 * One JSON object a line. No request's body, query or token is ever handed to it, and of an error only what names the
 * fault: a message of the database layer can quote the values of a row.
 */
export const makeLog = (level: LogLevel, destination: DestinationStream): Logger =>
  pino({ level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"`, serializers: { err: faultOf } }, destination);

interface Fault {
  readonly name: string;
  readonly code: string | null;
  readonly message: string;
  /** Where, without the message that a stack begins with. */
  readonly stack: readonly string[];
}

const messageMax = 300;

function faultOf(error: unknown): Fault {
  const root = rootOf(error);
  if (!(root instanceof Error)) return { name: typeof root, code: null, message: '', stack: [] };
  const frames = (root.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: root.name, code: codeIn(root), message: root.message.slice(0, messageMax), stack: frames.map((line) => line.trim()) };
}

/** The code of an error, or of what caused it. */
export function codeIn(error: unknown): string | null {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error && error.cause !== undefined ? codeIn(error.cause) : null;
}

const rootOf = (error: unknown): unknown => (error instanceof Error && error.cause instanceof Error ? rootOf(error.cause) : error);
