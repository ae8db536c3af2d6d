/** What a diff does to one file. Pieces are found by what stands there, not by numbers of lines, which change every day. */
export interface FileChange {
  readonly path: string;
  readonly isNew: boolean;
  /** As they are written, from the second piece on with what stands between two. */
  readonly lines: readonly string[];
  readonly pieces: readonly { readonly before: string; readonly after: string }[];
}

/** Reads a diff as `git diff` writes it. */
export function changesIn(diff: string): FileChange[] {
  return diff.split(/^--- /m).slice(1).map((part) => {
    const [from = '', to = '', ...rest] = part.replace(/\n$/, '').split('\n');
    const pieces = `\n${rest.join('\n')}`.split(/\n@@.*/).slice(1).map((piece) => {
      const lines = piece.split('\n').slice(1);
      const side = (mark: '-' | '+') => lines.filter((line) => line[0] === mark || line[0] === ' ').map((line) => `${line.slice(1)}\n`).join('');
      return { before: side('-'), after: side('+') };
    });
    return { path: to.replace('+++ b/', ''), isNew: from === '/dev/null', lines: rest.slice(1), pieces };
  });
}

/** A file with a change made, or an error that says what was not found. */
export function changed(text: string, { path, pieces }: FileChange): string {
  return pieces.reduce((sofar, { before, after }) => {
    const places = `\n${sofar}`.split(`\n${before}`).length - 1;
    if (places !== 1) throw new Error(`In ${path} this must stand exactly once, and stands ${places} times:\n${before}`);
    return `\n${sofar}`.replace(`\n${before}`, () => `\n${after}`).slice(1);
  }, text);
}
