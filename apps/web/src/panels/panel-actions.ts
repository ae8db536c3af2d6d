import { createContext, useContext, type Accessor } from 'solid-js';
import type { Explained, ShownPanel, TableModel } from '@pegel/presentation';

/** What a panel can do by itself, and what its menu offers because of that. */
export interface PanelOffer {
  readonly id: ShownPanel;
  /** What its title is asked about; null where its numbers are asked one by one. */
  readonly explained: Explained | null;
  /** Null where there is only a table. */
  readonly toggle: { readonly isTable: boolean; run(): void } | null;
  readonly files: readonly { readonly label: string; readonly url: string }[];
  /** Its numbers as a table; null while there are none. */
  readonly table: TableModel | null;
}

/** What a page does for its panels. */
export interface PanelActions {
  /** The panel that has the page to itself. */
  readonly enlarged: Accessor<ShownPanel | null>;
  /** Gives a panel the page, and takes it back. */
  enlarge(id: ShownPanel): void;
  /** The panel as a table for chats and documents. */
  copyMarkdown(id: ShownPanel): void;
  /** The link to the panel: one that follows the days, or one that keeps them. */
  copyLink(id: ShownPanel, isPinned: boolean): void;
  /** Keeps what a panel offers for keys; the answer takes it away again. */
  add(id: ShownPanel, offer: Accessor<PanelOffer | null>): () => void;
}

export const PanelActionsContext = createContext<PanelActions>();

/** Nothing where panels stand on a page that is not of numbers. */
export const usePanelActions = (): PanelActions | undefined => useContext(PanelActionsContext);
