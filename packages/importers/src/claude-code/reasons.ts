/** Why something is left out, in words. None of them quotes what somebody wrote. */
export const reasons = {
  'bad-json': 'The line is not JSON.',
  truncated: 'The last line breaks off. It is read once it is complete.',
  ambiguous: 'The line names a field twice, or has a number of more digits than can be kept.',
  'too-much': 'The line holds more than a message can.',
  'invalid-utf8': 'The line is not valid UTF-8.',
  'line-too-long': 'The line is too long to be held in memory.',
  'not-a-transcript': 'No line of this file is one of a transcript.',
  unreadable: 'The file cannot be read to its end.',
  'bad-timestamp': 'The timestamp is missing or is not a time.',
  'bad-id': 'An id is missing, longer than 200 characters or not well-formed text.',
  'bad-session': 'The session is missing, longer than 200 characters, not well-formed text or begins with "@".',
  'bad-connector': 'The name of a connector is empty, longer than 200 characters, not well-formed text or begins with "@".',
  'bad-usage': 'The tokens are missing or are not counts.',
} as const;

export type Reason = keyof typeof reasons;
