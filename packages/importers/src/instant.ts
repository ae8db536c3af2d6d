const pattern = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** The instant of an RFC 3339 timestamp in milliseconds; `null` for anything else, and for days that do not exist. */
export function parseInstant(text: string): number | null {
  const match = pattern.exec(text);
  if (!match) return null;
  const [, year, month, day] = match.map(Number);
  // Date.parse takes 30 February for 2 March.
  const date = new Date(0);
  date.setUTCFullYear(year ?? 0, (month ?? 0) - 1, day);
  if (date.getUTCMonth() + 1 !== month || date.getUTCDate() !== day) return null;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? null : instant;
}

export const formatInstant = (instant: number): string => new Date(instant).toISOString();
