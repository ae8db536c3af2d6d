/** So many of an organisation's last days are made before they are asked for: those of a year, and what they look back on. */
export const daysAhead = 400;
