/** How fresh what is shown is, in English. */
export const freshEn = {
  label: 'How fresh the numbers are',
  live: (age: string) => `Live · ${age}`,
  /** Of a panel, which is still. */
  isLive: 'Live',
  complete: (day: string) => `Complete to ${day}`,
  provisional: (day: string) => `Provisional until ${day}`,
  paused: (time: string) => `Paused · as of ${time}`,
  pausedEmpty: 'Paused before anything came',
  pinned: 'Pinned',
  silent: (time: string) => `No answer since ${time}`,
  silentEmpty: 'No answer yet',
  offline: (time: string) => `Offline. Showing data from ${time}.`,
  offlineEmpty: 'Offline. Nothing loaded yet.',
  connecting: 'Connecting …',
  pause: 'Pause live updates',
  resume: 'Resume live updates',
  today: (numbers: string) => `Today so far: ${numbers}`,
  spent: (amount: string) => `${amount} spent`,
  todayShort: (number: string) => `today so far ${number}`,
};
