/** What a page says when there are no numbers where some should be. */
export const lateEn = {
  day: (day: string) => `Data to ${day}`, overdue: 'Newer data is overdue',
  /** What a delivery that has come in a rhythm so far would bring. */
  expected: (when: string) => `Expected ${when}`,
  source: (name: string, day: string) => `Nothing has arrived from ${name} since ${day}`,
  sources: 'See the data sources',
  /** Of days of which something is known, where nothing is of the chosen ones. */
  nearest: (range: string) => `Show ${range}`,
};
