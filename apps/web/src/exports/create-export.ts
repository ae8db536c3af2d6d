import { useLocation, useNavigate } from '@solidjs/router';
import { createMemo, createSignal, type Accessor } from 'solid-js';
import type { Period } from '@pegel/domain';
import { failureOf, type FilePreview, type JournalView, type ReaderView, type Report } from '@pegel/client';
import { daysQuery, exportChoiceFrom, exportFile, exportQuery, exportsModel, exportsUrl, purposeSaid, seenBy, type ExportChoice } from '@pegel/presentation';
import { createAnswer, whileUnreachable } from '../primitives/create-answer.js';
import { createPurpose } from '../primitives/create-purpose.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { useSession } from '../session/session.js';

/** How many downloads are shown; the whole journal is one step away. */
const recentMax = 10;

/** What is chosen to be taken along: in the address, so that it can be linked to, but for what it is for. */
export function createExport(reader: Accessor<ReaderView>) {
  const { language } = usePreferences();
  const { client } = useSession();
  const location = useLocation();
  const navigate = useNavigate();
  const purpose = createPurpose(() => reader().organisation);
  const organisation = createMemo(() => ({ ...seenBy(reader()), purpose: purpose.chosen() }));
  const slug = () => organisation().slug;
  const model = createMemo(() => exportsModel(exportChoiceFrom(location.search), organisation(), language()));
  const choice = () => model().choice;
  const change = (wish: Partial<ExportChoice>) => navigate(exportsUrl(slug(), { ...choice(), ...wish }), { replace: true, scroll: false });

  const days = createAnswer<Report>(() => {
    const query = daysQuery(choice(), organisation());
    return {
      queryKey: ['report', slug(), query, undefined],
      enabled: model().refused === null,
      queryFn: ({ signal }): Promise<Report> => client.report.query({ ...query, metrics: [...query.metrics], where: undefined, organisation: slug() }, { signal }),
      retry: whileUnreachable,
    };
  });
  const known = createMemo(() => {
    const { data } = days();
    return data === undefined || data.contract.organisation !== slug() ? null : data;
  });
  const period = createMemo((): Period | null => {
    const report = known();
    return report === null ? null : { from: report.query.from, to: report.query.to };
  });
  const file = createMemo(() => {
    const of = period();
    return of === null || model().refused !== null ? null : exportFile(choice(), of, organisation());
  });

  /** The question whose preview somebody wants to see, where it shows people. */
  const [wanted, setWanted] = createSignal('');
  const question = createMemo(() => JSON.stringify([slug(), choice(), period(), purpose.chosen()]));
  const isAsked = () => file() !== null && (!model().isOfPeople || wanted() === question());
  const preview = createAnswer<FilePreview>(() => {
    const { dataset, format, names } = choice();
    const of = period();
    const wish = { organisation: slug(), format, ...(names === 'pseudonyms' && model().isOfPeople ? { names } : {}), ...(model().isOfPeople ? { purpose: purposeSaid(organisation(), { by: 'person' }) } : {}) };
    return {
      queryKey: ['export-preview', question()],
      enabled: isAsked(),
      queryFn: ({ signal }): Promise<FilePreview> => {
        if (of === null) throw new Error('A preview is asked for once its days are known.');
        if (dataset === 'spend_by_user') return client.previewSpendByUser.query({ ...wish, ...of }, { signal });
        const query = exportQuery(choice(), of, organisation());
        return client.previewReport.query({ ...wish, ...query, metrics: [...query.metrics], where: undefined }, { signal });
      },
      staleTime: 60_000,
      retry: whileUnreachable,
    };
  });

  const seesJournal = () => reader().permissions.includes('view:journal');
  const recent = createAnswer<JournalView>(() => ({
    queryKey: ['journal', { organisation: slug(), happening: 'exported', limit: recentMax }],
    enabled: seesJournal(),
    queryFn: ({ signal }): Promise<JournalView> => client.journal.query({ organisation: slug(), happening: 'exported', limit: recentMax }, { signal }),
    // What was just taken along stands there.
    staleTime: 0,
    retry: whileUnreachable,
  }));

  return {
    model, choice, change, organisation, purpose, period, file, known, days, recent, seesJournal,
    preview: () => (isAsked() ? preview() : null),
    showPreview: () => setWanted(question()),
    isSignedOut: () => [days().error, preview().error, recent().error].some((error) => error !== null && failureOf(error) === 'not-signed-in'),
    /** A download is the browser's; a moment later it stands in the journal. */
    taken: () => setTimeout(() => void (seesJournal() && recent().refetch()), 1_000),
  };
}
