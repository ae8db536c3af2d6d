import { createCipheriv, createDecipheriv, createHmac, hash, hkdfSync } from 'node:crypto';
import { DataFolderError } from './data-folder.js';

/** A key that is missing, is another one, or opens nothing, in a sentence for whoever runs the program. */
export class IdentityKeyError extends DataFolderError {
  override readonly name = 'IdentityKeyError';

  constructor(message: string, options?: ErrorOptions) {
    super(message, null, options);
  }
}

/**
 * What names and addresses are sealed with: authenticated encryption that makes equal texts equal bytes, so that they can
 * be looked up and be unique while nobody without the key can read them.
 */
export interface Seal {
  /** Tells the key from any other and nothing of it. A database keeps it, and every sealed text begins with a piece of it. */
  readonly fingerprint: Buffer;
  /** Equal texts are equal bytes within a context, and others in each other one. */
  seal(text: string, context: string): Buffer;
  unseal(sealed: Buffer): string;
  /** A hash that nobody without the key can compare a guess with. */
  keyed(hash: Buffer): Buffer;
  /** What says without the key nothing of a text, and with it whether it is this one. */
  markOf(text: string): string;
}

const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const idBytes = 4;
const nonceBytes = 12;
const tagBytes = 16;
const sealedBytesMin = idBytes + nonceBytes + tagBytes;

/** Every seal that this process has opened a key for, by what its texts begin with. */
const ring = new Map<string, Seal>();

/** The seal of a key. */
export function sealWith(key: Buffer): Seal {
  const derived = (purpose: string, bytes: number): Buffer => Buffer.from(hkdfSync('sha256', key, '', `pegel ${purpose}`, bytes));
  const fingerprint = derived('fingerprint', 16);
  const id = fingerprint.subarray(0, idBytes);
  const known = ring.get(id.toString('hex'));
  if (known?.fingerprint.equals(fingerprint) === true) return known;
  const [encryption, nonces, marks] = [derived('encryption', keyBytes), derived('nonce', keyBytes), derived('mark', keyBytes)];
  // The key, and room for a hash behind it: what is hashed has one length, so it needs no HMAC, which takes twice as long.
  const hashed = Buffer.concat([derived('hash', keyBytes), Buffer.alloc(keyBytes)]);

  function sealed(text: string, context: string): Buffer {
    // The nonce follows from the text: it is the same for the same text only, for which everything else is the same too.
    const nonce = createHmac('sha256', nonces).update(`${context.length} ${context}${text}`).digest().subarray(0, nonceBytes);
    const cipher = createCipheriv(algorithm, encryption, nonce);
    cipher.setAAD(id);
    const content = cipher.update(text, 'utf8');
    cipher.final();
    return Buffer.concat([id, nonce, content, cipher.getAuthTag()]);
  }

  function opened(bytes: Buffer): string {
    demandSealed(bytes);
    if (!bytes.subarray(0, idBytes).equals(id)) throw new IdentityKeyError('It was sealed with another key.');
    try {
      const decipher = createDecipheriv(algorithm, encryption, bytes.subarray(idBytes, idBytes + nonceBytes), { authTagLength: tagBytes });
      decipher.setAAD(id);
      decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
      return decipher.update(bytes.subarray(idBytes + nonceBytes, bytes.length - tagBytes), undefined, 'utf8') + decipher.final('utf8');
    } catch (error) {
      throw new IdentityKeyError('What is sealed was changed, or damaged.', { cause: error });
    }
  }

  const seal: Seal = {
    fingerprint,
    seal: sealed,
    unseal: opened,
    keyed(plain) {
      // Whatever stands in place of a hash is no hash of anything after this either.
      if (plain.length !== keyBytes) return createHmac('sha256', hashed.subarray(0, keyBytes)).update(plain).digest();
      plain.copy(hashed, keyBytes);
      return hash('sha256', hashed, 'buffer');
    },
    markOf: (text) => createHmac('sha256', marks).update(text).digest('hex'),
  };
  ring.set(id.toString('hex'), seal);
  return seal;
}

/** Opens what any key that this process has opened has sealed. */
export function unsealed(bytes: Buffer): string {
  demandSealed(bytes);
  const seal = ring.get(bytes.toString('hex', 0, idBytes));
  if (seal === undefined) throw new IdentityKeyError('It was sealed with another key.');
  return seal.unseal(bytes);
}

function demandSealed(bytes: unknown): asserts bytes is Buffer {
  if (!Buffer.isBuffer(bytes) || bytes.length < sealedBytesMin) throw new IdentityKeyError('It is not sealed.');
}
