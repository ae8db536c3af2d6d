import { grantable, membersLimits, roleNames, roles, type InvitationView, type Language, type MembersChanged, type MembersView, type MemberView, type Permission, type RoleChoice, type RoleName } from '@pegel/domain';
import { invitationsTable, localeOf, membersRows, membersTable, settingsWordsIn, type Locale, type TableModel } from '@pegel/presentation';
import { Unreadable, type ArgumentDeclaration, type CommandDeclaration, type OptionDeclaration } from '../command-line/declaration.js';
import { dialectOf, dialectOption, type WithDialect } from '../dialect.js';
import { exitCodes, Failure } from '../failure.js';
import { languageFor } from '../language.js';
import { asObject, formatOption, objectOptions, printed, tablesMarkdown, type Listing, type WithFormat, type WithObject } from '../listing.js';
import { readerOf } from '../page-source.js';
import { plainTable } from '../plain-table.js';
import { asked, connect, readerOptions, type Connection, type ReaderOptions } from '../reader.js';
import { say, type World } from '../world.js';

interface MembersOptions extends ReaderOptions, WithDialect, WithFormat {}

interface InviteOptions extends ReaderOptions, WithObject {
  readonly role: RoleName;
  readonly grant?: Permission;
  readonly days?: number;
}

interface ChangeOptions extends ReaderOptions, WithObject {
  readonly grant?: Permission;
  readonly yes: boolean;
}

const ends = [exitCodes.notPermitted] as const;
/** Every role but the one that is never given. */
const givenRoles = roleNames.filter((role) => role !== 'primary-owner');
const grants = [...new Set(Object.values(grantable).flat())];

const grantOption: OptionDeclaration = {
  flags: '--grant <permission>',
  says: { en: 'What an Admin may do beyond the role; without it, nothing.', de: 'Was ein Admin über die Rolle hinaus darf; ohne Angabe nichts.' },
  choices: grants,
};
const changeOptions: readonly OptionDeclaration[] = [{ flags: '--yes', says: { en: 'Do it.', de: 'Es tun.' } }, ...objectOptions, ...readerOptions];
const memberArgument: ArgumentDeclaration = { name: '<member>', says: { en: 'Who: an e-mail address, or an id of "pegel members --format json".', de: 'Wer: eine E-Mail-Adresse oder eine Kennung aus „pegel members --format json“.' } };
const dry = { en: 'Without --yes it only says what would change.', de: 'Ohne --yes wird nur gesagt, was sich ändern würde.' };

const inviteCommand: CommandDeclaration = {
  name: 'invite',
  does: { en: 'Invite somebody, and print the link for them once.', de: 'Jemanden einladen und den Link dafür einmal ausgeben.' },
  details: [
    {
      en: 'No mail is sent: the link is printed alone on stdout, and handed on by you. It works once, and only while you may give that role. A second invitation to an address takes the place of the first.',
      de: 'Es wird keine Mail verschickt: Der Link wird allein auf stdout ausgegeben, und Sie geben ihn weiter. Er gilt einmal, und nur solange Sie diese Rolle vergeben dürfen. Eine zweite Einladung an eine Adresse ersetzt die erste.',
    },
  ],
  arguments: [{ name: '<email>', says: { en: 'Whom.', de: 'Wen.' } }],
  options: [
    { flags: '--role <role>', says: { en: 'As what; a role that is below your own.', de: 'Als was; eine Rolle, die unter Ihrer steht.' }, choices: givenRoles, required: true },
    grantOption,
    {
      flags: '--days <days>', says: { en: `How many days the link works, up to ${membersLimits.days.max}; otherwise ${membersLimits.days.usual}.`, de: `Wie viele Tage der Link gilt, bis ${membersLimits.days.max}; sonst ${membersLimits.days.usual}.` },
      parse(text) {
        const { min, max } = membersLimits.days;
        if (!/^[1-9]\d?$/.test(text) || Number(text) > max) throw new Unreadable({ en: `It is a whole number from ${min} to ${max}.`, de: `Es ist eine ganze Zahl von ${min} bis ${max}.` });
        return Number(text);
      },
    },
    ...objectOptions,
    ...readerOptions,
  ],
  ends,
  examples: [{ line: 'pegel members invite ada@nordwind.example --role admin --days 3', says: { en: 'A link that works for three days.', de: 'Ein Link, der drei Tage gilt.' } }],
  async run(world: World, { role, grant, days, ...options }: InviteOptions, email: string) {
    const connection = connect(world, options);
    const { client, organisation, words, url } = connection;
    const made = await asked(connection, client.invite.mutate({ email, role, grants: granted(grant), days, organisation }));
    const link = new URL(made.link, url).href;
    if (asObject(options)) return void world.stdout.write(`${JSON.stringify({ ...made, link }, null, 2)}\n`);
    const { locale, timeZone } = await speaking(connection, world, options);
    say(world, words.invited(made.email, roles[made.role].label, locale.format.moment(made.expiresAt, timeZone)));
    world.stdout.write(`${link}\n`);
  },
};

/** What is done to one member or invitation: shown first, and done with --yes. */
interface Change<Subject> {
  /** Whether the server would let the caller do it, as it said itself. */
  readonly isAllowed: (subject: Subject) => boolean;
  readonly shown: (subject: Subject, locale: Locale, timeZone: string) => TableModel;
  readonly make: (connection: Connection, subject: Subject) => Promise<MembersChanged>;
  readonly done: (subject: Subject, language: Language) => string;
}

async function changeOne<Subject extends MemberView | InvitationView>(world: World, options: ChangeOptions, list: 'members' | 'invitations', wanted: string, { isAllowed, shown, make, done }: Change<Subject>): Promise<void> {
  const connection = connect(world, options);
  const { client, organisation, words } = connection;
  const language = languageFor(world, options);
  const view = await asked(connection, client.members.query({ organisation }));
  const subjects = view[list] as unknown as readonly Subject[]; // Each command names the list that its subjects are in.
  const subject = subjects.find(({ id, email }) => id === wanted || email === wanted.trim().normalize('NFC').toLowerCase());
  if (subject === undefined) throw new Failure(exitCodes.wrongArguments, list === 'members' ? words.noMember(wanted) : words.noInvitation(wanted));
  if (options.yes) {
    const { isChanged } = await asked(connection, make(connection, subject));
    world.stdout.write(asObject(options) ? `${JSON.stringify({ ...subject, isChanged }, null, 2)}\n` : `${isChanged ? done(subject, language) : settingsWordsIn(language).unchanged}\n`);
    return;
  }
  if (!isAllowed(subject)) throw new Failure(exitCodes.notPermitted, words.notYours(subject.email));
  world.stdout.write(asObject(options) ? `${JSON.stringify(subject, null, 2)}\n` : `${plainTable(shown(subject, localeOf(language, { currency: 'USD', today: null }), view.timeZone))}\n`);
  say(world, words.nothingDecided);
}

const oneMember = (member: MemberView, locale: Locale, timeZone: string): TableModel => membersTable({ members: [member], timeZone }, locale);

/** A member's line, and what it would say afterwards. */
function becoming(member: MemberView, becomes: RoleChoice, locale: Locale): TableModel {
  const words = settingsWordsIn(locale.language).members;
  const sentence = ({ role, grants: beyond }: RoleChoice) => [roles[role].label, ...beyond].join(', ');
  const { is, wouldBe } = headings[locale.language];
  return { caption: words.title, columns: [words.person, is, wouldBe].map((label) => ({ label, align: 'start' as const })), rows: [[member.email, sentence(member), sentence(becomes)]] };
}

const headings = { en: { is: 'Is', wouldBe: 'Would be' }, de: { is: 'Ist', wouldBe: 'Wäre' } } as const;

const roleCommand: CommandDeclaration = {
  name: 'role',
  does: { en: 'Give a member another role.', de: 'Einem Mitglied eine andere Rolle geben.' },
  details: [
    dry,
    {
      en: 'You give and change only roles below your own whose every permission you have. Of yourself you can only make less. Open screens follow within a second.',
      de: 'Sie vergeben und ändern nur Rollen unter Ihrer eigenen, deren Rechte Sie alle haben. Sich selbst können Sie nur zurückstufen. Offene Bildschirme folgen innerhalb einer Sekunde.',
    },
  ],
  arguments: [memberArgument, { name: '<role>', says: { en: 'The role.', de: 'Die Rolle.' }, choices: givenRoles }],
  options: [grantOption, ...changeOptions],
  ends,
  examples: [{ line: 'pegel members role ada@nordwind.example admin --grant view:usage --yes', says: { en: 'An Admin who sees usage.', de: 'Ein Admin, der die Nutzung sieht.' } }],
  run(world: World, { grant, ...options }: ChangeOptions, wanted: string, role: RoleName) {
    const becomes: RoleChoice = { role, grants: granted(grant) };
    return changeOne<MemberView>(world, options, 'members', wanted, {
      isAllowed: ({ may }) => may.become.some((choice) => choice.role === role && becomes.grants.every((permission) => choice.grants.includes(permission))),
      shown: (member, locale) => becoming(member, becomes, locale),
      make: ({ client, organisation }, { id }) => client.changeRole.mutate({ id, role, grants: granted(grant), organisation }),
      done: ({ email }, language) => settingsWordsIn(language).members.changed(email, roles[role].label),
    });
  },
};

const removeCommand: CommandDeclaration = {
  name: 'remove',
  does: { en: 'End a membership.', de: 'Eine Mitgliedschaft beenden.' },
  details: [dry, { en: 'Their tokens end with it, for good. The account stays, and so do its other memberships.', de: 'Die Tokens der Person enden damit endgültig. Das Konto bleibt, und ebenso seine anderen Mitgliedschaften.' }],
  arguments: [memberArgument],
  options: changeOptions,
  ends,
  examples: [{ line: 'pegel members remove max@nordwind.example', says: { en: 'Who would be removed.', de: 'Wer entfernt würde.' } }],
  run: (world: World, options: ChangeOptions, wanted: string) =>
    changeOne<MemberView>(world, options, 'members', wanted, {
      isAllowed: ({ may }) => may.beRemoved,
      shown: oneMember,
      make: ({ client, organisation }, { id }) => client.removeMember.mutate({ id, organisation }),
      done: ({ email }, language) => settingsWordsIn(language).members.removed(email),
    }),
};

const transferCommand: CommandDeclaration = {
  name: 'transfer',
  does: { en: 'Make an Owner the Primary Owner; you become an Owner.', de: 'Einen Owner zum Primary Owner machen; Sie werden Owner.' },
  details: [dry, { en: 'There is exactly one, and only they can give it back.', de: 'Es gibt genau einen, und nur er kann die Rolle zurückgeben.' }],
  arguments: [memberArgument],
  options: changeOptions,
  ends,
  examples: [{ line: 'pegel members transfer ada@nordwind.example', says: { en: 'Who would become it.', de: 'Wer es würde.' } }],
  run: (world: World, options: ChangeOptions, wanted: string) =>
    changeOne<MemberView>(world, options, 'members', wanted, {
      isAllowed: ({ may }) => may.becomePrimaryOwner,
      shown: (member, locale) => becoming(member, { role: 'primary-owner', grants: [] }, locale),
      make: ({ client, organisation }, { id }) => client.transferPrimaryOwner.mutate({ id, organisation }),
      done: ({ email }, language) => settingsWordsIn(language).members.transferred(email),
    }),
};

const withdrawCommand: CommandDeclaration = {
  name: 'withdraw',
  does: { en: 'Take an invitation back.', de: 'Eine Einladung zurückziehen.' },
  details: [dry],
  arguments: [{ name: '<invitation>', says: { en: 'Which one: the address it is for, or its id.', de: 'Welche: die Adresse, für die sie ist, oder ihre Kennung.' } }],
  options: changeOptions,
  ends,
  examples: [{ line: 'pegel members withdraw ada@nordwind.example --yes', says: { en: 'The link opens nothing from then on.', de: 'Der Link öffnet von da an nichts mehr.' } }],
  run: (world: World, options: ChangeOptions, wanted: string) =>
    changeOne<InvitationView>(world, options, 'invitations', wanted, {
      isAllowed: ({ mayBeWithdrawn }) => mayBeWithdrawn,
      shown: (invitation, locale, timeZone) => invitationsTable({ invitations: [invitation], timeZone }, locale),
      make: ({ client, organisation }, { id }) => client.withdrawInvitation.mutate({ id, organisation }),
      done: ({ email }, language) => settingsWordsIn(language).members.withdrawn(email),
    }),
};

const leaveCommand: CommandDeclaration = {
  name: 'leave',
  does: { en: 'End your own membership, whatever your role; the Primary Owner transfers it first.', de: 'Die eigene Mitgliedschaft beenden, in jeder Rolle; der Primary Owner überträgt sie zuerst.' },
  details: [dry],
  options: changeOptions,
  ends,
  examples: [{ line: 'pegel members leave', says: { en: 'Which membership that would be.', de: 'Welche Mitgliedschaft das wäre.' } }],
  async run(world: World, options: ChangeOptions) {
    const connection = connect(world, options);
    const { client, organisation, words } = connection;
    if (options.yes) {
      const left = await asked(connection, client.leave.mutate({ organisation }));
      world.stdout.write(asObject(options) ? `${JSON.stringify(left, null, 2)}\n` : `${words.left(left.organisation)}\n`);
      return;
    }
    const reader = await readerOf(connection);
    const membership = { organisation: reader.organisation.slug, role: reader.role };
    world.stdout.write(asObject(options) ? `${JSON.stringify(membership, null, 2)}\n` : `${reader.organisation.name}: ${roles[reader.role].label}\n`);
    say(world, words.nothingDecided);
  },
};

export const membersCommand: CommandDeclaration = {
  name: 'members',
  group: 'data',
  does: { en: 'Who is at home in the organisation, with which role, and who was invited.', de: 'Wer zur Organisation gehört, mit welcher Rolle, und wer eingeladen wurde.' },
  options: [formatOption(), dialectOption, ...readerOptions],
  ends,
  examples: [
    { line: 'pegel members', says: { en: 'Everybody, and every open invitation.', de: 'Alle, und jede offene Einladung.' } },
    { line: 'pegel members --format csv > members.csv', says: { en: 'The same as a file.', de: 'Dasselbe als Datei.' } },
  ],
  commands: [inviteCommand, withdrawCommand, roleCommand, removeCommand, transferCommand, leaveCommand],
  async run(world: World, options: MembersOptions) {
    const dialect = dialectOf(world, options, options.format);
    const connection = connect(world, options);
    const view = await asked(connection, connection.client.members.query({ organisation: connection.organisation }));
    world.stdout.write(printed(listingOf(view, languageFor(world, options)), options.format, dialect));
  },
};

const granted = (grant: Permission | undefined): Permission[] => (grant === undefined ? [] : [grant]);

async function speaking(connection: Connection, world: World, options: ReaderOptions): Promise<{ readonly locale: Locale; readonly timeZone: string }> {
  const { organisation } = await readerOf(connection);
  return { locale: localeOf(languageFor(world, options), { currency: organisation.currency, today: null }), timeZone: organisation.timeZone };
}

function listingOf(view: MembersView, language: Language): Listing {
  const locale = localeOf(language, { currency: 'USD', today: null });
  const tables = [membersTable(view, locale), ...(view.invitations.length === 0 ? [] : [invitationsTable(view, locale)])];
  return {
    table: () => tables.map((table, index) => `${index === 0 ? '' : `\n${table.caption}\n`}${plainTable(table)}\n`).join(''),
    md: () => tablesMarkdown(tables),
    json: () => view,
    rows: () => membersRows(view),
  };
}
