import type { DeliveriesView, FilePreview, GroupsQuery, GroupsView, InviteCounts, JournalView, Period, Report, ReportQuery, SettingsView, SourcesView, Words } from '@pegel/domain';
import { actionWords, type ExportChoice, type OrganisationView, type PageId, type PalettePlace } from '@pegel/presentation';

/** The pages that are not of numbers. */
export const placeIds = ['exports', 'sources', 'settings'] as const;
export type PlaceId = (typeof placeIds)[number];

/** What tabs call them. */
export const placeTabs: Readonly<Record<PlaceId, Words>> = {
  exports: { en: 'Exports', de: 'Export' },
  sources: { en: 'Sources', de: 'Daten' },
  settings: { en: 'Settings', de: 'Einst.' },
};

export const placeAddress = (organisation: string, place: PlaceId): string => `/${organisation}/${place}`;

/** The page of such an address, whole or from the organisation on, also of a part of it. */
export function placeIn(address: string): { readonly organisation: string; readonly place: PlaceId } | null {
  const [, organisation = '', name] = URL.canParse(address, 'http://localhost') ? new URL(address, 'http://localhost').pathname.split('/') : [];
  const place = placeIds.find((id) => id === name);
  return place === undefined || organisation === '' ? null : { organisation, place };
}

/** The command that prints what is on it. */
export const placeCommands: Readonly<Record<PlaceId, string>> = { exports: 'export', sources: 'sources', settings: 'settings' };

export const palettePlaces = ({ slug }: Pick<OrganisationView, 'slug'>): readonly PalettePlace[] => placeIds.map((id) => ({ id, title: actionWords[`page.${id}`], address: placeAddress(slug, id) }));

/** What somebody looks at: a page of numbers, or one of the others. */
export type Shown = PageId | PlaceId;

/** Who asks a server for what these pages show, and for what stands beside numbers. */
export interface PlacesSource {
  sources(): Promise<SourcesView>;
  deliveries(): Promise<DeliveriesView>;
  settings(): Promise<SettingsView>;
  /** How many invites are out, and how old they are. */
  inviteCounts(): Promise<InviteCounts>;
  /** The newest files that were taken along. */
  downloads(): Promise<JournalView>;
  /** What the numbers of some days can be narrowed to. */
  groups(days: GroupsQuery): Promise<GroupsView>;
  /** Which days a range is. */
  report(query: ReportQuery): Promise<Report>;
  /** The first rows of a file. */
  preview(choice: ExportChoice, period: Period, organisation: OrganisationView): Promise<FilePreview>;
}

/** What is known of who looks, and of where. */
export interface ReadingAs {
  readonly url: string;
  readonly name: string;
  readonly role: string;
  readonly version: string;
  /** How the terminal was found to draw. */
  readonly drawing: { readonly characters: 'unicode' | 'ascii'; readonly lines: 'braille' | 'marks'; readonly background: 'dark' | 'light' | 'unknown'; readonly colour: boolean };
  readonly mayReadJournal: boolean;
}

