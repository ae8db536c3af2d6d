import { actorKinds, decisionLimits, happeningNames, languages, type DecisionView, type DeliveriesView, type FactsChanged, type GroupsView, type JournalView, type PrivacyReportView, type QuarantineView, settingsLimits, weekStarts, type Report, type SettingsView, type SourcesView, nameChoices, purposeLimits, type OwnData } from '@pegel/domain';
import { z } from 'zod';
import type { ReaderView } from './context.js';
import { inside, refusalOf, routerOf } from './inside.js';
import { erasureProcedures } from './erasure.js';
import { inviteProcedures } from './invites.js';
import { fileProcedures } from './files.js';
import { keyProcedures } from './keys.js';
import { memberProcedures } from './members.js';
import { groupsInput, reportInput } from './report-input.js';
import { unmaskingProcedures } from './unmaskings.js';

const day = z.iso.date();

const sourcesInput = z.object({ from: day.optional(), to: day.optional() });

const itemId = z.int().min(1);
const deliveriesInput = z.object({ source: z.string().max(40).optional(), before: itemId.optional(), limit: z.int().optional() });
const quarantineInput = z.object({
  source: z.string().max(40).optional(),
  code: z.string().max(40).optional(),
  state: z.string().max(40).optional(),
  ids: z.array(itemId).max(decisionLimits.items).optional(),
  before: itemId.optional(),
  limit: z.int().optional(),
});
const decisionInput = z.object({ ids: z.array(itemId).min(1).max(decisionLimits.items), reason: z.string().max(4 * decisionLimits.reason) });

const settingsInput = z.object({
  timeZone: z.string().max(80).optional(),
  weekStart: z.enum(weekStarts).optional(),
  fiscalYearStart: z.int().optional(),
  sourceOrder: z.array(z.string().max(80)).max(10 * settingsLimits.sources).readonly().optional(),
  names: z.enum(nameChoices).optional(),
  groupSize: z.int().optional(),
  purposes: z.array(z.string().max(4 * purposeLimits.characters)).max(10 * purposeLimits.purposes).readonly().optional(),
  retentionDays: z.int().nullable().optional(),
  budget: z.string().max(40).nullable().optional(),
  reason: z.string().max(4 * settingsLimits.reason),
});

const journalInput = z.object({
  before: z.int().optional(),
  limit: z.int().optional(),
  happening: z.enum(happeningNames).optional(),
  actor: z.enum(actorKinds).optional(),
  actorId: z.string().max(60).optional(),
  from: day.optional(),
  to: day.optional(),
});

export const router = routerOf({
  /** Who the caller is, and what they may see. */
  reader: inside('read-reader').query(async ({ ctx: { entrance, models } }): Promise<ReaderView> => {
    const { pseudonymSecret: _secret, budget, ...organisation } = entrance.reader.organisation;
    const { permissions } = entrance.reader;
    return { name: entrance.actor.name, role: entrance.reader.role, permissions: [...permissions], organisation: { ...organisation, budget: permissions.has('view:spend') ? budget : null }, models: await models(entrance) };
  }),
  /** Some metrics over a period, at a grain, split by dimensions. */
  report: inside('read-report').input(reportInput).query(({ ctx, input: { organisation: _organisation, purpose, names, ...query } }): Promise<Report> => ctx.report(ctx.entrance, query, purpose, names)),
  /** The groups, departments and cost centres that numbers of some days can be narrowed to. */
  groups: inside('read-groups').input(groupsInput).query(({ ctx, input: { organisation: _organisation, ...query } }): Promise<GroupsView> => ctx.groups(ctx.entrance, query)),
  /** Every source with its coverage and gaps, and what became of everything it delivered, by day of receipt. */
  sources: inside('read-sources').input(sourcesInput).query(({ ctx, input: { from, to } }): Promise<SourcesView> => ctx.sources(ctx.entrance, { from, to })),
  /** What was delivered when and what became of it, newest first. */
  deliveries: inside('read-sources').input(deliveriesInput).query(({ ctx, input: { organisation: _organisation, ...query } }): Promise<DeliveriesView> => ctx.deliveries(ctx.entrance, query)),
  /** What was set aside, newest first. */
  quarantine: inside('read-quarantine').input(quarantineInput).query(({ ctx, input: { organisation: _organisation, ...query } }): Promise<QuarantineView> => ctx.quarantine(ctx.entrance, query)),
  /** Lets items in that were set aside, each for a reason that is kept. */
  release: inside('decide-quarantine').input(decisionInput).mutation(({ ctx, input: { ids, reason } }): Promise<DecisionView> => ctx.decide(ctx.entrance, 'release', { ids, reason })),
  /** Keeps items out for good, each for a reason that is kept. */
  discard: inside('decide-quarantine').input(decisionInput).mutation(({ ctx, input: { ids, reason } }): Promise<DecisionView> => ctx.decide(ctx.entrance, 'discard', { ids, reason })),
  /** How days, weeks and years are cut and which doors are believed, and every change of it, newest first. */
  settings: inside('read-settings').query(({ ctx }): Promise<SettingsView> => ctx.settings(ctx.entrance)),
  /** Changes it, for a reason that is kept. The ledger stays as it is: every number is derived from it anew. */
  changeSettings: inside('change-settings').input(settingsInput).mutation(({ ctx, input: { organisation: _organisation, reason, ...wish } }): Promise<SettingsView> => ctx.changeSettings(ctx.entrance, wish, reason)),
  /** What happened in the organisation: who did what, when and from where, newest first. */
  journal: inside('read-journal').input(journalInput).query(({ ctx, input: { organisation: _organisation, ...query } }): Promise<JournalView> => ctx.journal(ctx.entrance, query)),
  /** What is kept of whom, who sees it and what protects them: a document in a language, and what it is made of. */
  privacyReport: inside('read-privacy-report').input(z.object({ language: z.enum(languages).optional() })).query(({ ctx, input: { language } }): Promise<PrivacyReportView> => ctx.privacyReport(ctx.entrance, language ?? languages[0])),
  /** What is held of whoever asks, what owners see of it, and who looked. It takes no person: everybody asks about themselves. */
  ownData: inside('read-own-data').query(({ ctx }): Promise<OwnData> => ctx.ownData(ctx.entrance)),
  ...inviteProcedures,
  ...fileProcedures,
  ...erasureProcedures,
  ...memberProcedures,
  ...keyProcedures,
  ...unmaskingProcedures,
  /** Which facts of which days change from now on, at most once a second. It says that numbers changed, and never which. */
  changes: inside('follow-changes').subscription(async function* ({ ctx, signal }): AsyncGenerator<FactsChanged, void, undefined> {
    try {
      yield* ctx.changes(ctx.entrance, signal ?? new AbortController().signal);
    } catch (error) {
      // What a stream throws after it began passes no middleware.
      const told: unknown = await ctx.refused(ctx.entrance, 'follow-changes', error).then(() => error, (failure: unknown) => failure);
      throw refusalOf(told) ?? told;
    }
  }),
});

export type AppRouter = typeof router;
