import { createHmac, timingSafeEqual } from 'node:crypto';

/** A value with its signature behind it, as the library signs cookies and takes tokens. */
export const signed = (value: string, secret: string): string => `${value}.${createHmac('sha256', secret).update(value).digest('base64')}`;

/** What was signed; `null` where it was not signed here. */
export function valueIn(text: string, secret: string): string | null {
  const value = text.slice(0, Math.max(0, text.lastIndexOf('.')));
  const [given, right] = [Buffer.from(text), Buffer.from(signed(value, secret))];
  return given.length === right.length && timingSafeEqual(given, right) ? value : null;
}
