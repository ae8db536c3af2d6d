import { Box, useApp } from 'ink';
import { useMemo, useState } from 'react';
import { nextLanguage, type Language } from '@pegel/domain';
import { isListening, localeOf, onPage, pageFreshness, pageOfKey, pageQueries, purposeWordsIn, queryNamesOf, type Action, type Explained, type OrganisationView, type OverviewModel, type QueryName, type Reports, type TableId, type TablesPageModel, type ViewState } from '@pegel/presentation';
import { filesOn, type PageFile } from '../export-files.js';
import { sentenceOf } from '../failure.js';
import type { Fetched } from '../page-source.js';
import type { Theme } from '../theme.js';
import { sentences } from '../words.js';
import type { Status } from './frame-lines.js';
import type { Size } from './layout.js';
import { OverviewScreen } from './OverviewScreen.js';
import { PurposeScreen } from './PurposeScreen.js';
import { TablesScreen } from './TablesScreen.js';
import { useLiveReports, type LiveSource } from './use-live-reports.js';
import { useTerminalSize } from './use-terminal-size.js';

/** Who asks a server, for what somebody sees of an organisation at that moment. */
interface PagesSource extends Pick<LiveSource, 'listen'> {
  fetch(names: readonly QueryName[], state: ViewState, organisation: OrganisationView): Promise<Fetched>;
}

export interface PagesScreenProps {
  readonly source: PagesSource;
  readonly state: ViewState;
  readonly organisation: OrganisationView;
  readonly language: Language;
  readonly theme: Theme;
  /** Writes files and returns their names. */
  exportFiles(files: readonly PageFile[]): Promise<readonly string[]>;
  /** The number explained for a chat or a document, put where it can be pasted from; returns what came of it, in words. */
  copy(explained: Explained, state: ViewState, reports: Reports, language: Language): Promise<string>;
  /** Hears of what is looked at, so that it can be said once the screen is left. */
  onView?(state: ViewState): void;
}

/** What a page is given of the screen around it. */
export interface PageScreenProps {
  readonly state: ViewState;
  readonly organisation: OrganisationView;
  readonly language: Language;
  readonly theme: Theme;
  readonly size: Size;
  readonly reports: Reports;
  /** Whether the screen is told of every change. */
  readonly listening: boolean;
  readonly status: Status;
  /** Whether keys are the page's: something else can stand in its place. */
  readonly hasKeys: boolean;
  /** What a key asks for that is the same on every page. */
  act(action: Action, key: string): void;
  exportFiles(model: OverviewModel | TablesPageModel): void;
  copy(explained: Explained): void;
  clearMessage(): void;
  /** Shows rankings down to their end. */
  showWhole(whole: readonly TableId[]): void;
}

/** Every page with its keys, one at a time. Its numbers are asked for again when they change; nothing blinks while they are. */
export function PagesScreen({ state: firstState, organisation: firstOrganisation, language: firstLanguage, theme, source, exportFiles, copy, onView }: PagesScreenProps) {
  const { exit } = useApp();
  const size = useTerminalSize();
  const [language, setLanguage] = useState(firstLanguage);
  const [message, setMessage] = useState('');
  const [state, setState] = useState(firstState);
  // What numbers of people are looked at for is kept for as long as the screen is open.
  const [organisation, setOrganisation] = useState(firstOrganisation);
  const [isChoosing, setChoosing] = useState(false);
  const asked = useMemo(() => {
    const queries = pageQueries(state, organisation);
    return queryNamesOf(state.page).filter((name) => queries[name] !== undefined);
  }, [state, organisation]);
  const { reports: known, connection, now, failure, refresh, togglePause } = useLiveReports(useMemo(() => ({ listen: source.listen, fetch: (names, of) => source.fetch(names, of, organisation) }), [source, organisation]), asked, state, exit);
  const reports = useMemo(() => reportsOf(known, asked), [known, asked]);

  const words = sentences[language];
  const locale = localeOf(language, { currency: organisation.currency, today: null });
  const fresh = pageFreshness(Object.values(reports).map(({ contract }) => contract), connection, now, locale);
  const hasNumbers = Object.keys(reports).length > 0;
  const status: Status = {
    freshness: failure === null ? fresh.text : words.notSince(connection.heardAt === null ? '' : locale.format.time(new Date(connection.heardAt).toISOString(), organisation.timeZone)),
    kind: !hasNumbers ? null : failure === null ? fresh.kind : 'silent',
    message,
  };

  const show = (next: ViewState) => {
    setState(next);
    onView?.(next);
  };
  const act = (action: Action, key: string) => {
    switch (action) {
      case 'page.choose':
        return show(onPage(state, pageOfKey(key)));
      case 'data.refresh':
        return refresh();
      case 'live.pause':
        return togglePause();
      case 'language.toggle':
        return setLanguage(nextLanguage(language));
      case 'purpose.choose':
        return organisation.purposes.length === 0 ? setMessage(purposeWordsIn(language).none) : setChoosing(true);
      case 'quit':
        return exit();
      default:
        // The colours are the terminal's own, and the rest is each page's.
        return undefined;
    }
  };
  const page: PageScreenProps = {
    state, organisation, language, theme, size, reports, status, act,
    listening: isListening(connection, now),
    hasKeys: !isChoosing,
    exportFiles: (model) => {
      if (model.spendExport?.purpose?.said === null) return setChoosing(true);
      setMessage(words.exporting);
      const day = model.days?.to ?? new Date().toISOString().slice(0, 10);
      exportFiles(filesOn(model, day)).then((names) => setMessage(words.exported(names)), (error: unknown) => setMessage(sentenceOf(error)));
    },
    copy: (explained) => void copy(explained, state, reports, language).then(setMessage, (error: unknown) => setMessage(sentenceOf(error))),
    clearMessage: () => setMessage(''),
    showWhole: (whole) => show({ ...state, whole }),
  };
  const choose = (purpose: string) => {
    setOrganisation({ ...organisation, purpose });
    setChoosing(false);
  };
  // The page stays behind it, so that somebody finds it as they left it.
  return (
    <>
      {isChoosing ? <PurposeScreen organisation={organisation} size={size} language={language} theme={theme} onChoose={choose} onLeave={() => setChoosing(false)} /> : null}
      <Box display={isChoosing ? 'none' : 'flex'}>{state.page === 'overview' ? <OverviewScreen {...page} /> : <TablesScreen key={state.page} {...page} page={state.page} />}</Box>
    </>
  );
}

const reportsOf = (known: Reports, asked: readonly QueryName[]): Reports => Object.fromEntries(asked.flatMap((name) => (known[name] === undefined ? [] : [[name, known[name]]])));
