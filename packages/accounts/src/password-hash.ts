import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** What a hash costs: 32 MiB of memory, gone through three times. As much as OWASP asks of scrypt. */
const cost = { N: 2 ** 15, r: 8, p: 3 } as const;
/** What it cost before the cost stood in the hash itself. */
const formerCost = { N: 2 ** 14, r: 16, p: 1 } as const;

const saltBytes = 16;
const keyBytes = 64;

const derived = (password: string, salt: string, options: ScryptOptions): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const { N = 0, r = 0 } = options;
    // One way of writing a letter, as other keyboards compose it in another.
    scrypt(password.normalize('NFKC'), salt, keyBytes, { ...options, maxmem: 2 * 128 * N * r }, (error, key) => (error === null ? resolve(key) : reject(error)));
  });

/** `scrypt$N$r$p$salt$key`: what is needed to make it again stands in it, so that the cost can grow. */
export async function hashOfPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes).toString('hex');
  const key = await derived(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt, key.toString('hex')].join('$');
}

/** Whether a password is the one that was hashed. */
export async function isPasswordOf(hash: string, password: string): Promise<boolean> {
  const { salt, key, options } = partsOf(hash);
  return timingSafeEqual(await derived(password, salt, options), key);
}

/** Whether a hash cost less than one that is made today. */
export const isOutdated = (hash: string): boolean => !hash.startsWith(`scrypt$${cost.N}$${cost.r}$${cost.p}$`);

function partsOf(hash: string): { readonly salt: string; readonly key: Buffer; readonly options: ScryptOptions } {
  const [, N, r, p, salt, key] = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([0-9a-f]{32})\$([0-9a-f]{128})$/.exec(hash) ?? [];
  if (salt !== undefined && key !== undefined) return { salt, key: Buffer.from(key, 'hex'), options: { N: Number(N), r: Number(r), p: Number(p) } };
  const [, formerSalt, formerKey] = /^([0-9a-f]{32}):([0-9a-f]{128})$/.exec(hash) ?? [];
  if (formerSalt === undefined || formerKey === undefined) throw new Error('This is no hash of a password.');
  return { salt: formerSalt, key: Buffer.from(formerKey, 'hex'), options: formerCost };
}
