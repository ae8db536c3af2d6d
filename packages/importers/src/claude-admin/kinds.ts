import type { Words } from '@pegel/domain';

/** The files of the admin console that tell something Pegel counts. */
const kinds = ['members', 'activity', 'spend', 'audit'] as const;
export type Kind = (typeof kinds)[number];

interface KindOfFile {
  /** Columns that no other file has together; they decide, since browsers and people rename files. */
  readonly marks: readonly string[];
  /** Columns without which nothing can be said. Where several are given one of them is enough, as names have changed. */
  readonly needs: readonly (string | readonly string[])[];
  /** What its name must say, since no row does. */
  readonly dated: 'day' | 'window' | null;
  /** How its name looks as the console gives it. */
  readonly example: string;
}

export const kindsOfFile: Readonly<Record<Kind, KindOfFile>> = {
  members: {
    marks: ['Email', 'Status', 'Seat Tier'],
    needs: ['Name', 'Email', 'Status', 'Seat Tier'],
    dated: 'day',
    example: 'members-<organisation>-2026-11-22.csv',
  },
  activity: {
    marks: ['Email', 'Days Active'],
    needs: ['Email', 'Last Active', 'Days Active', 'Chats', 'Messages', 'Projects Created', 'Projects Used', 'Code sessions', 'Artifacts Created'],
    dated: 'window',
    example: 'members-analytics-<organisation>-2026-10-24-to-2026-11-22.csv',
  },
  spend: {
    marks: ['total_net_spend_usd'],
    needs: [['user_email', 'email'], 'product', ['model', 'model_family'], 'total_requests', 'total_completion_tokens', 'total_net_spend_usd', 'total_gross_spend_usd'],
    dated: 'window',
    example: 'spend-report-<organisation>-2026-11-01-to-2026-11-22.csv',
  },
  audit: {
    marks: ['actor_info', 'event', 'entity_info'],
    needs: ['created_at', 'actor_info', 'event', 'event_info', 'entity_info'],
    dated: null,
    example: 'audit_logs.csv',
  },
};

/** Files that are known and not read here, by columns that no other has together, with what to do about them. */
const foreign: readonly { readonly marks: readonly string[]; readonly words: Words }[] = [
  {
    marks: ['User', 'Lines this Month'],
    words: {
      en: 'Lines of code by person and month from Claude Code: Pegel counts no lines of code, and the spend beside them is in the spelling of whoever exported it. The spend report has it exactly; transcripts of Claude Code have prompts and sessions (pegel import claude-code).',
      de: 'Codezeilen je Person und Monat aus Claude Code: Pegel zählt keine Codezeilen, und die Ausgaben daneben stehen in der Schreibweise dessen, der sie exportiert hat. Der Ausgabenbericht hat sie genau; Transkripte von Claude Code haben Eingaben und Sitzungen (pegel import claude-code).',
    },
  },
  {
    marks: ['usage_date_utc', 'cost_usd'],
    words: {
      en: 'Costs of the API from the Console: another account than the assistant’s, and not read. Send its lines as events of type spend.',
      de: 'Kosten der API aus der Console: ein anderes Konto als das des Assistenten; sie werden nicht gelesen. Senden Sie ihre Zeilen als Ereignisse vom Typ spend.',
    },
  },
  {
    marks: ['usage_date_utc', 'usage_output_tokens'],
    words: {
      en: 'Tokens of the API from the Console: another account than the assistant’s, and not read. Send its lines as events of type spend.',
      de: 'Tokens der API aus der Console: ein anderes Konto als das des Assistenten; sie werden nicht gelesen. Senden Sie ihre Zeilen als Ereignisse vom Typ spend.',
    },
  },
  {
    marks: ['public_id', 'user_status', 'messages'],
    words: {
      en: 'A user report of a ChatGPT workspace, and nothing of Claude. It is not read.',
      de: 'Ein Benutzerbericht eines ChatGPT-Arbeitsbereichs und nichts von Claude. Er wird nicht gelesen.',
    },
  },
  {
    marks: ['userPrincipalName'],
    words: {
      en: 'People from Entra, who say which department somebody belongs to. That is another source: pegel import directory.',
      de: 'Personen aus Entra; sie sagen, wer zu welcher Abteilung gehört. Das ist eine andere Quelle: pegel import directory.',
    },
  },
];

const has = (header: readonly string[], marks: readonly string[]): boolean => marks.every((mark) => header.includes(mark));

export const kindOf = (header: readonly string[]): Kind | null => kinds.find((kind) => has(header, kindsOfFile[kind].marks)) ?? null;

export const foreignFile = (header: readonly string[]): Words | null => foreign.find(({ marks }) => has(header, marks))?.words ?? null;

/** The needed columns that a header does not have, as they are called today. */
export const missingIn = (header: readonly string[], kind: Kind): readonly string[] =>
  kindsOfFile[kind].needs.flatMap((need) => {
    const names = typeof need === 'string' ? [need] : need;
    return names.some((name) => header.includes(name)) ? [] : names.slice(0, 1);
  });
