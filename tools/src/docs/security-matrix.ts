import { answerTo, operations, permissions, principalNames, principals, type Access, type OperationName, type PrincipalName, type Verdict } from '@pegel/domain';
import { madeBy, table, type Document } from './document.js';

const operationNames = Object.keys(operations) as OperationName[]; // Object.keys forgets the literal keys.

const cells: Readonly<Record<Verdict, string>> = { answered: '✓', 'sign-in-first': '401', refused: '403', 'not-found': '404', 'say-which': '400' };

/** Whoever is answered alike in everything stands in one column. */
function columns(): readonly (readonly PrincipalName[])[] {
  const alike = new Map<string, PrincipalName[]>();
  for (const name of principalNames) {
    const answers = operationNames.map((operation) => cells[answerTo(operation, principals[name])]).join();
    alike.set(answers, [...(alike.get(answers) ?? []), name]);
  }
  return [...alike.values()];
}

const letterOf = (index: number): string => String.fromCharCode('A'.charCodeAt(0) + index);

function takes(operation: OperationName): string {
  const access: Access = operations[operation];
  switch (access.kind) {
    case 'anyone':
      return 'nothing';
    case 'set-up':
      return 'the code of the set-up, and that there never was an organisation';
    case 'session':
      return 'a session';
    case 'inside':
      return 'to be at home there';
    case 'in-person':
      return 'to be at home there, signed in oneself';
    case 'permission':
      return access.anyOf.map((name) => `\`${name}\``).join(' or ');
    case 'ingest':
      return `an ingest key for ${access.scope}`;
  }
}

const page = (): string => {
  const groups = columns();
  return `${madeBy('`packages/domain/src/operations.ts` and `answers.ts`')}

# Who is answered

Everything that can be asked of a server is one of ${operationNames.length} operations. Each route, each procedure of the typed interface and each
endpoint of sign-in names the one it is; a server with one that does not say so does not start. Of whoever asks nothing
counts but what they show and what they may at that moment in the organisation they ask about.

\`npm test\` asks every endpoint that is mounted as each of ${principalNames.length} principals (\`apps/server/src/access-matrix\`), and compares the answers with
the table. A refusal has the status that stands here, says one sentence and nothing else, and leaves every row of the
database as it was; the journal has it, unless nothing was shown. An endpoint that is added without a question of its own
fails it by name.

Beside that:

- **Nothing of others.** Two organisations lie on one server, each with words, numbers and ids of its own in every field. Everybody
  of the first asks everything, also for what belongs to the second, and every answer, header, stream, file, line of the log
  and entry of the journal is searched for a mark of it. That the search finds something is shown with marks planted in the
  wrong place, and with a store that reads of the wrong one.
- **Nothing about others.** What belongs to another organisation and what is nowhere are answered alike, to the last byte.
- **Nothing by leaving out or putting in.** Fields are left out, emptied and filled with what belongs to whom: the answer holds
  nothing but what its reader may see. What somebody says of themselves beside a question, such as a role, is not believed.
- **Nothing else of signing in.** What the library for it can do and Pegel does not use is not there, by whatever method and
  however it is written.

## Operations

✓ answered · 401 sign in first · 403 refused · 404 as if it were not there · 400 say which organisation

${table(['Operation', 'What it takes', ...groups.map((_, index) => letterOf(index))], operationNames.map((operation) => [`\`${operation}\``, takes(operation), ...groups.map(([first]) => (first === undefined ? '' : cells[answerTo(operation, principals[first])]))]))}

A question can take more than its operation: a metric of spend takes \`view:spend\`, a split or a filter by person, group,
department or cost centre \`view:people\`, every file \`export:usage\`. Whom somebody may change into what is decided by
role, and told on the members' page. An endpoint of sign-in that anybody may ask still wants the right password or code.

## Principals

${table(['', 'Who asks'], groups.flatMap((names, index) => names.map((name, at) => [at === 0 ? letterOf(index) : '', principals[name].says])))}

## Permissions

${table(['Permission', 'What it allows'], Object.entries(permissions).map(([name, words]) => [`\`${name}\``, words.en]))}
`;
};

/** Who is answered what: the specification of access, as the domain has it. */
export const securityMatrixDocument: Document = { path: 'docs/security-matrix.md', text: page };
