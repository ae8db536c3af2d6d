/** What is held of an export at once: ids and times, and no text. */
export const exportLimits = {
  /** Of one conversation, until its last message is read. */
  messages: 100_000,
  /** Those with files of their own, until the last conversation is read. */
  artifacts: 200_000,
  /** As many people as a directory holds. */
  accounts: 200_000,
} as const;
