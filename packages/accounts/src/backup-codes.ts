import { createHash, randomBytes } from 'node:crypto';

const amount = 10;
/** Without what is taken for something else: 0, 1, l and o. */
const letters = '23456789abcdefghijkmnpqrstuvwxyz';

/** What lets somebody in once who has lost their phone: 120 random bits, in groups that can be copied from paper. */
function makeCode(): string {
  const code = [...randomBytes(24)].map((byte) => letters[byte % letters.length] ?? '').join('');
  return code.replaceAll(/.{4}(?=.)/g, '$&-');
}

/** A code as it is kept, however it was typed. It cannot be guessed, so a plain hash protects it as well as a slow one would. */
export const backupCodeHash = (code: string): string => `sha256:${createHash('sha256').update(code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')).digest('hex')}`;

/**
 * The library keeps what `encrypt` gives it, and compares with what `decrypt` gives back: hashes here, so that a code is
 * handed to it as its hash. What it keeps after one was used are the others, which are hashes already.
 */
export const hashedBackupCodes = {
  customBackupCodesGenerate: (): string[] => Array.from({ length: amount }, makeCode),
  storeBackupCodes: {
    encrypt: async (json: string): Promise<string> => JSON.stringify((JSON.parse(json) as string[]).map((code) => (code.startsWith('sha256:') ? code : backupCodeHash(code)))), // What the library made of a list of texts.
    decrypt: async (kept: string): Promise<string> => kept,
  },
};
