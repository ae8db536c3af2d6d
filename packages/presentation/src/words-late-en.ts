/** What a page says when newer numbers should be there by now. */
export const lateEn = {
  day: (day: string) => `Data to ${day}. Newer data is overdue.`,
  source: (name: string, day: string) => `Nothing has arrived from ${name} since ${day}.`,
  sources: 'See the data sources',
};
