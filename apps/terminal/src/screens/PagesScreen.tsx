import { isDeepStrictEqual } from 'node:util';
import { Box, useApp } from 'ink';
import { useEffect, useMemo, useRef, useState } from 'react';
import { nextLanguage, type GroupsView } from '@pegel/domain';
import {
  actionsOf, fromUrl, goneGroup, groupWordsIn, isListening, keymap, localeOf, maySeeNumbers, pageFreshness, pageIds, pageQueries, pinnedTo, purposeWordsIn, safeName, spanOf, toPage, toUrl, usageClosedText, viewAfter, whoseOf,
  type Action, type OrganisationView, type PageFrame, type PaletteResult, type QueryName, type Reports, type ViewState,
} from '@pegel/presentation';
import { filesOn } from '../export-files.js';
import { sentenceIn } from '../causes.js';
import { sentences } from '../words.js';
import type { Status } from './frame-lines.js';
import { ExportsScreen } from './ExportsScreen.js';
import { GroupOverlay } from './GroupOverlay.js';
import { HelpOverlay } from './HelpOverlay.js';
import { OverviewScreen } from './OverviewScreen.js';
import { overlayWords } from './overlay-words.js';
import { PaletteOverlay } from './PaletteOverlay.js';
import { isOffered } from './offered.js';
import { palettePlaces, placeAddress, placeIds, type PlaceId } from './places.js';
import { PeriodOverlay } from './PeriodOverlay.js';
import { PurposeScreen } from './PurposeScreen.js';
import type { PagesScreenProps, PageScreenProps, PlaceScreenProps } from './screen-props.js';
import { SettingsScreen } from './SettingsScreen.js';
import { SourcesScreen } from './SourcesScreen.js';
import { TablesScreen } from './TablesScreen.js';
import { useAnswer } from './use-answer.js';
import { useInvites } from './use-invites.js';
import { KeyListener, SingleKeysProvider, useListener } from './use-keys.js';
import { useLiveReports, type Questions } from './use-live-reports.js';
import { useMouse } from './use-mouse.js';
import { press, PressablesProvider, usePressing } from './use-pressable.js';
import { useTerminalSize } from './use-terminal-size.js';

/** What lies over a page. */
type Over = { readonly kind: 'purpose' | 'help' | 'palette' | 'group' } | { readonly kind: 'period'; readonly calendar: NonNullable<PageFrame['calendar']>; readonly custom: boolean; readonly state: ViewState; choose(chosen: ViewState): void; pin(): void };

const recentMax = 5;

const noStop = (): void => undefined;

/** The pages with their keys, and what lies over them. Ctrl+C and q end it. */
export function PagesScreen({ state: firstState, place: firstPlace = null, organisation: firstOrganisation, language: firstLanguage, appearance: looks, notice = '', kept, keptOf, arrive, source, exportFiles, copy, copyLink, copyText, openBrowser, places, as: firstAs, onView, stop }: PagesScreenProps) {
  const { exit } = useApp();
  const pressing = usePressing();
  const listener = useListener((cell) => press(pressing, cell), stop ?? noStop);
  const size = useTerminalSize();
  const [language, setLanguage] = useState(firstLanguage);
  const [appearance, setAppearance] = useState(looks.chosen);
  const singleKeys = appearance.singleKeys === 'on';
  useMouse(appearance.mouse === 'on');
  const theme = useMemo(() => looks.themeOf(appearance), [looks, appearance]);
  const [message, setMessage] = useState(notice);
  const [state, setState] = useState(firstState);
  // What numbers of people are looked at for is kept for as long as the screen is open.
  const [organisation, setOrganisation] = useState(firstOrganisation);
  const [as, setAs] = useState(firstAs);
  // A page that is not of numbers; the one of numbers stays as it was.
  const [place, setPlace] = useState<PlaceId | null>(firstPlace);
  const [over, setOver] = useState<Over | null>(null);
  const [recent, setRecent] = useState<readonly string[]>([]);
  const [lookAt, setLookAt] = useState<PageScreenProps['lookAt']>(null);
  const runner = useRef<(action: Action) => void>(() => undefined);
  const queries = useMemo(() => pageQueries(state, organisation), [state, organisation]);
  const questions = useMemo((): Questions => Object.fromEntries(Object.entries(queries).map(([name, query]) => [name, JSON.stringify(query)])), [queries]);
  const { reports: known, connection, now, failure, keptAt, refresh, togglePause } = useLiveReports(useMemo(() => ({ listen: source.listen, fetch: (names, of) => source.fetch(names, of, organisation) }), [source, organisation]), questions, state, exit, { kept: kept ?? null, keptOf: (of) => keptOf?.(of, organisation) ?? null, isStill: appearance.motion === 'reduced' });
  useEffect(() => {
    const learn = async () => {
      const arrived = await arrive?.();
      if (arrived === undefined) return;
      setAs(arrived.as);
      setOrganisation((before) => asArrived(before, arrived.organisation));
    };
    // Whoever may not read is told so by the numbers, and whoever is not answered asks again with them.
    learn().catch(() => undefined);
  }, [arrive, keptAt === null]);
  const reports = useMemo(() => reportsOf(known, queries), [known, queries]);
  const invites = useInvites(places, state, organisation, reports.levels?.contract.completeThrough ?? null);

  const words = sentences[language];
  const says = overlayWords[language];
  const contracts = Object.values(reports).map(({ contract }) => contract);
  const locale = localeOf(language, { currency: organisation.currency, today: contracts[0]?.today ?? null });
  const fresh = pageFreshness(contracts, connection, now, locale);
  const hasNumbers = Object.keys(reports).length > 0;
  const { silent, silentEmpty } = locale.words.fresh;
  const silentSince = (heardAt: number | null) => (heardAt === null ? silentEmpty : silent(locale.format.time(new Date(heardAt).toISOString(), organisation.timeZone)));
  const isKept = keptAt !== null && hasNumbers;
  const status: Status = {
    freshness: isKept ? says.kept(locale.format.age(Math.max(0, now - (keptAt ?? now)) / 1000)) : failure === null ? fresh.text : silentSince(connection.heardAt),
    kind: failure !== null || isKept ? 'silent' : hasNumbers ? fresh.kind : null,
    // Panels that have nothing to show yet would seem to be on their way.
    message: message === '' && failure !== null && !hasNumbers ? failure.message : message,
    singleKeys,
  };

  // A key can follow the frame before it has been heard of.
  const newest = useRef(state);
  const show = (next: ViewState) => {
    newest.current = next;
    path.current = toUrl(next);
    setState(next);
    setPlace(null);
    onView?.(path.current);
  };
  const path = useRef(firstPlace === null ? toUrl(state) : placeAddress(organisation.slug, firstPlace));
  const days = spanOf(state, organisation);
  const wantsGroups = place === null && (over?.kind === 'group' || over?.kind === 'palette' || state.group !== null);
  const groups = useAnswer(wantsGroups ? JSON.stringify(days) : null, () => places.groups(days));
  // A link can name a group that was there when it was made.
  useEffect(() => {
    const gone = groups.value === null ? null : goneGroup(newest.current, groups.value.groups);
    if (gone === null) return;
    show({ ...newest.current, group: null });
    setMessage(groupWordsIn(language).gone(safeName(gone.value)));
  }, [groups.value, state.group]);
  const goToPlace = (next: PlaceId) => {
    path.current = placeAddress(organisation.slug, next);
    setPlace(next);
    onView?.(path.current);
  };
  const tell = (answer: Promise<string>) => void answer.then(setMessage, (error: unknown) => setMessage(sentenceIn(error, language)));
  const pin = (frame: Pick<PageFrame, 'calendar'>) => {
    const { current } = newest;
    const last = frame.calendar?.completeThrough ?? null;
    if (current.end !== null) {
      show({ ...current, end: null });
      return setMessage(says.unpinned);
    }
    const next = pinnedTo(current, last);
    if (next.end === null) return setMessage(says.nothingPinned);
    show(next);
    return setMessage(says.pinned(locale.format.day(next.end)));
  };
  const act = (action: Action, frame: PageFrame | null): void => {
    const { current } = newest;
    const page = pageIds.find((id) => action === `page.${id}`);
    if (page !== undefined && !maySeeNumbers(organisation)) return setMessage(usageClosedText(language));
    if (page !== undefined) return page === current.page ? show(current) : show(toPage(current, page));
    const other = placeIds.find((id) => action === `page.${id}`);
    if (other !== undefined) return goToPlace(other);
    // Days are those of numbers.
    if (frame === null && (keymap[action].group === 'time' || keymap[action].group === 'panel')) return;
    const viewed = viewAfter(action, current);
    if (viewed !== null) {
      show(viewed);
      // What numbers are compared with is seen in few places, and nowhere at some sizes.
      const { label, previous, year, off } = locale.words.comparison;
      if (action === 'comparison.cycle') setMessage(`${label}: ${{ prev: previous, yoy: year, off }[viewed.comparison]}`);
      return;
    }
    switch (action) {
      case 'data.refresh':
        return refresh();
      case 'live.pause':
        return togglePause();
      case 'language.toggle':
        return setLanguage(nextLanguage(language));
      case 'purpose.choose':
        return organisation.purposes.length === 0 ? setMessage(purposeWordsIn(language).none) : setOver({ kind: 'purpose' });
      case 'group.choose':
        return frame === null ? undefined : setOver({ kind: 'group' });
      case 'group.clear':
        return frame === null || current.group === null ? undefined : show({ ...current, group: null });
      case 'help':
        return setOver({ kind: 'help' });
      case 'palette':
        return setOver({ kind: 'palette' });
      case 'time.menu':
      case 'time.custom':
        return frame === null || frame.calendar === null ? setMessage(says.noDays) : setOver({ kind: 'period', calendar: frame.calendar, custom: action === 'time.custom', state: current, choose: show, pin: () => pin(frame) });
      case 'time.yesterday': {
        const day = frame?.calendar?.completeThrough;
        return day === null || day === undefined ? setMessage(says.noDays) : show({ ...current, range: { from: day, to: day }, end: null });
      }
      case 'time.pin':
        return frame === null ? undefined : pin(frame);
      case 'copy.link':
        return tell(copyLink(path.current, language));
      case 'open.browser':
        return tell(openBrowser(path.current, language));
      case 'quit':
        return exit();
      default:
        // The rest is each page's.
        return undefined;
    }
  };
  const page: PageScreenProps = {
    state, organisation, language, theme, size, reports, invites, status, runner, lookAt, act, show,
    listening: isListening(connection, now),
    hasKeys: over === null,
    exportFiles: (model) => {
      if (model.spendExport?.purpose?.said === null) return setOver({ kind: 'purpose' });
      setMessage(words.exporting);
      const day = model.days?.to ?? new Date().toISOString().slice(0, 10);
      exportFiles(filesOn(model, day)).then((names) => setMessage(words.exported(names)), (error: unknown) => setMessage(sentenceIn(error, language)));
    },
    copy: (explained) => tell(copy(explained, state, reports, language)),
    clearMessage: () => setMessage(''),
  };
  const placed: PlaceScreenProps = {
    ...page,
    source: places,
    as,
    chooseDays: (range, calendar, custom, then) => (calendar === null ? setMessage(says.noDays) : setOver({ kind: 'period', calendar, custom, state: { ...newest.current, range, end: null, today: false }, choose: (next) => then(next.range), pin: () => undefined })),
    appearance,
    appear(chosen) {
      setAppearance(chosen);
      if (chosen.language !== appearance.language) setLanguage(chosen.language === 'auto' ? looks.spoken : chosen.language);
      looks.keep(chosen).catch((error: unknown) => setMessage(sentenceIn(error, language)));
    },
    download(from, name, then) {
      setMessage(words.exporting);
      const written = exportFiles([{ name, path: from, isServers: true }]);
      tell(written.then((names) => words.exported(names)));
      void written.then(then, () => undefined);
    },
    copyText: (text) => tell(copyText(text, language)),
  };
  const leave = () => setOver(null);
  const choose = (purpose: string) => {
    setOrganisation({ ...organisation, purpose });
    leave();
  };
  const run = (action: Action) => {
    leave();
    runner.current(action);
  };
  const goTo = ({ id, deed }: PaletteResult) => {
    setRecent([id, ...recent.filter((one) => one !== id)].slice(0, recentMax));
    if (deed.kind === 'do') return run(deed.action);
    leave();
    const other = placeIds.find((one) => id === `place.${one}`);
    if (other !== undefined) return goToPlace(other);
    const led = fromUrl(deed.address);
    if (led === null) return;
    show(led.state);
    if (deed.panel !== null) setLookAt({ panel: deed.panel });
  };
  const works = useMemo(() => actionsOf('terminal').filter((action) => isOffered(action, place ?? state.page, organisation, state)), [place, state.page, state.group, organisation]);
  const otherPlaces = useMemo(() => palettePlaces(organisation), [organisation]);
  const lying = { size, language, theme, onLeave: leave };
  const isChoosing = over?.kind === 'purpose';
  // The page stays behind it, so that somebody finds it as they left it.
  return (
    <PressablesProvider value={pressing}>
      <SingleKeysProvider value={singleKeys}>
        <KeyListener value={listener}>
          {isChoosing ? <PurposeScreen organisation={organisation} onChoose={choose} {...lying} /> : null}
          <Box display={isChoosing ? 'none' : 'flex'}>
            {place !== null ? <PlaceScreen key={place} place={place} {...placed} /> : state.page === 'overview' ? <OverviewScreen {...page} /> : <TablesScreen key={state.page} {...page} page={state.page} />}
            {over?.kind === 'help' ? <HelpOverlay works={works} onRun={run} {...lying} /> : null}
            {over?.kind === 'palette' ? <PaletteOverlay state={place === null ? state : null} organisation={organisation} places={otherPlaces} groups={groups.value?.groups ?? noGroups} works={works} recent={recent} onChoose={goTo} {...lying} /> : null}
            {over?.kind === 'group' ? (
              <GroupOverlay
                groups={groups} chosen={state.group} organisation={organisation} {...lying}
                onChoose={(group) => {
                  leave();
                  show({ ...newest.current, group });
                }}
              />
            ) : null}
            {over?.kind === 'period' ? (
              <PeriodOverlay
                state={over.state} calendar={over.calendar} organisation={organisation} custom={over.custom} {...lying}
                onChoose={(next) => {
                  leave();
                  over.choose(next);
                }}
                onPin={() => {
                  leave();
                  over.pin();
                }}
              />
            ) : null}
          </Box>
        </KeyListener>
      </SingleKeysProvider>
    </PressablesProvider>
  );
}

/** The pages that are not of numbers. */
function PlaceScreen({ place, ...props }: PlaceScreenProps & { readonly place: PlaceId }) {
  switch (place) {
    case 'exports':
      return <ExportsScreen {...props} />;
    case 'sources':
      return <SourcesScreen {...props} />;
    case 'settings':
      return <SettingsScreen {...props} />;
  }
}

/** The organisation as the server knows it now; what numbers of people are looked at for was said here. Nothing is asked anew where nothing is different. */
function asArrived(before: OrganisationView, organisation: OrganisationView): OrganisationView {
  const arrived = { ...organisation, purpose: before.purpose ?? null };
  return isDeepStrictEqual(arrived, before) ? before : arrived;
}

const noGroups: GroupsView['groups'] = [];

/** Of everything that came, what the page asks for, of those it asks about: the numbers of other people never stand there while theirs are on their way. */
const reportsOf = (known: Reports, queries: ReturnType<typeof pageQueries>): Reports =>
  Object.fromEntries(Object.entries(known).filter(([name, report]) => Object.hasOwn(queries, name) && whoseOf(report.query) === whoseOf(queries[name as QueryName]))); // Object.entries forgets the keys' names.
