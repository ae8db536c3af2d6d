import type { RefObject } from 'react';
import type { InviteCounts, Language } from '@pegel/domain';
import type { Action, Explained, OrganisationView, OverviewModel, PageFrame, QueryName, Reports, TablesPageModel, ViewState } from '@pegel/presentation';
import type { Appearance } from '../appearance.js';
import type { PageFile } from '../export-files.js';
import type { Fetched } from '../page-source.js';
import type { Theme } from '../theme.js';
import type { Status } from './frame-lines.js';
import type { Size } from './layout.js';
import type { PlaceId, PlacesSource, ReadingAs } from './places.js';
import type { KeptReports, LiveSource } from './use-live-reports.js';

/** Who asks a server, for what somebody sees of an organisation at that moment. */
interface PagesSource extends Pick<LiveSource, 'listen'> {
  fetch(names: readonly QueryName[], state: ViewState, organisation: OrganisationView): Promise<Fetched>;
}

export interface PagesScreenProps {
  /** How it looks as somebody has chosen, and what another choice looks like, which is kept. */
  readonly appearance: { readonly chosen: Appearance; /** The language where none was chosen. */ readonly spoken: Language; themeOf(chosen: Appearance): Theme; keep(chosen: Appearance): Promise<void> };
  readonly source: PagesSource;
  readonly state: ViewState;
  /** A page that is not of numbers, to begin with. */
  readonly place?: PlaceId | null;
  readonly organisation: OrganisationView;
  readonly language: Language;
  /** What is said until the first key. */
  readonly notice?: string;
  /** What was seen of it before, shown until there is an answer; then who reads is not sure either. */
  readonly kept?: KeptReports;
  /** What was last seen of a page, shown where a server that answered before answers no more. */
  keptOf?(state: ViewState, organisation: OrganisationView): KeptReports | null;
  /** Who reads, once a server has said so; asked until it has. */
  arrive?(): Promise<{ readonly organisation: OrganisationView; readonly as: ReadingAs }>;
  /** Writes files and returns their names. */
  exportFiles(files: readonly PageFile[]): Promise<readonly string[]>;
  /** The number explained for a chat or a document, put where it can be pasted from; returns what came of it, in words. */
  copy(explained: Explained, state: ViewState, reports: Reports, language: Language): Promise<string>;
  /** The address of a page from its path on, put where it can be pasted from; as above. */
  copyLink(path: string, language: Language): Promise<string>;
  /** Opens the address of a page in a browser; returns what came of it, in words. */
  openBrowser(path: string, language: Language): Promise<string>;
  readonly places: PlacesSource;
  readonly as: ReadingAs;
  /** A text put where it can be pasted from; returns what came of it, in words. */
  copyText(text: string, language: Language): Promise<string>;
  /** Hears of what is looked at, so that it can be said once the screen is left. */
  onView?(path: string): void;
  /** Gives the terminal back until somebody has the program go on, as Ctrl+Z does. */
  stop?(): void;
}

/** What a page is given of the screen around it. */
export interface PageScreenProps {
  readonly state: ViewState;
  readonly organisation: OrganisationView;
  readonly language: Language;
  readonly theme: Theme;
  readonly size: Size;
  readonly reports: Reports;
  /** How old invites are; `null` where that is not asked, or not told. */
  readonly invites: InviteCounts | 'awaited' | null;
  /** Whether the screen is told of every change. */
  readonly listening: boolean;
  readonly status: Status;
  /** Whether keys are the page's: something else can lie over it. */
  readonly hasKeys: boolean;
  /** Where the page leaves what its keys do, for whoever chooses an action by its name. */
  readonly runner: RefObject<(action: Action) => void>;
  /** The panel that somebody was led to. */
  readonly lookAt: { readonly panel: string } | null;
  /** What an action does that is the same on every page. */
  act(action: Action, frame: PageFrame | null): void;
  show(state: ViewState): void;
  exportFiles(model: OverviewModel | TablesPageModel): void;
  copy(explained: Explained): void;
  clearMessage(): void;
}

/** What a page is given that is not of numbers. */
export interface PlaceScreenProps extends Pick<PageScreenProps, 'state' | 'organisation' | 'language' | 'theme' | 'size' | 'status' | 'hasKeys' | 'runner' | 'act' | 'clearMessage'> {
  readonly source: PlacesSource;
  readonly as: ReadingAs;
  readonly appearance: Appearance;
  /** Draws everything anew as somebody has chosen, and keeps that. */
  appear(chosen: Appearance): void;
  /** Lets somebody choose days by name or of their own, beginning with these. */
  chooseDays(range: ViewState['range'], calendar: PageFrame['calendar'], custom: boolean, then: (range: ViewState['range']) => void): void;
  /** Writes a file and then says so. */
  download(path: string, name: string, then: () => void): void;
  copyText(text: string): void;
}
