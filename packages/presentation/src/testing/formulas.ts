const runs = ['=1+1', '+1+1', '-1+1', '@SUM(1;1)', '＝1+1', '＋1+1', '－1+1', '＠SUM(1,1)', "=cmd|'/C calc'!A0", '=HYPERLINK("http://evil.example/","x")', '=WEBSERVICE("http://evil.example/")', '=1+1+cmd|"/C calc"!A1', '+cmd|"/C calc"!Z0', '-2+3+cmd|"/C calc"!D2'];

const before = ['', ' ', '  ', '\t', '\r', '\n', '\r\n', '"', "'", '""', '\ufeff', '\u200b', '\u00a0', '\u2028', '\u0000', '\u0001', '\u202e', ' \t"', '`'];

/** What ends a cell or a row where lists are separated otherwise, whatever is quoted. */
const between = [';', '\t', '\n', '\r', '\r\n', '";', ';"', '\n"', ','];

/** Names that a spreadsheet would run, were they written as they are. */
export const formulas: readonly string[] = [
  ...before.flatMap((start) => runs.map((run) => `${start}${run}`)),
  ...between.flatMap((end) => runs.map((run) => `a${end}${run}${end}b`)),
  ...between.flatMap((end) => before.map((start) => `a${end}${start}=1+1${end}`)),
];
