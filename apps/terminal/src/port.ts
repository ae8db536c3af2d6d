import { Unreadable, type OptionDeclaration } from './command-line/declaration.js';

/** Where a server listens. */
export const listenOptions: readonly OptionDeclaration[] = [
  { flags: '--host <address>', says: { en: 'The address to listen on.', de: 'Die Adresse, auf der er antwortet.' }, default: '127.0.0.1' },
  { flags: '--port <number>', says: { en: 'The port to listen on; 0 takes a free one.', de: 'Der Port, auf dem er antwortet; 0 nimmt einen freien.' }, default: 4680, parse: portFrom },
];

/** Reads a port; 0 lets the system choose. */
function portFrom(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new Unreadable({ en: 'A port is a whole number from 0 to 65535.', de: 'Ein Port ist eine ganze Zahl von 0 bis 65535.' });
  return port;
}
