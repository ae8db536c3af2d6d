import { A } from '@solidjs/router';
import { createMemo, createSignal, For, Show } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { inviteColumns, invitesModel, inviteWordsIn, mayTake, oldestFirst, panelPurpose, purposeSaid, purposeWordsIn, seenBy, type InviteOrder, type Locale, type OrganisationView } from '@pegel/presentation';
import { FilterField } from '../lists/filter-field.jsx';
import { SortHeading } from '../lists/sort-heading.jsx';
import { DataTable } from '../panels/data-table.jsx';
import { FileLink, PanelFrame } from '../panels/panel-frame.jsx';
import panel from '../panels/panel.module.css';
import { PurposeLine } from '../panels/purpose-line.jsx';
import { usePreferences } from '../primitives/create-preferences.js';
import type { Purpose } from '../primitives/create-purpose.js';
import { createInvites } from './create-invites.js';
import { statusOf } from './status-of.js';

interface InvitesProps {
  readonly reader: ReaderView;
  readonly purpose: Purpose;
  readonly locale: Locale;
  /** So many of them, and where the others are; without it, all. */
  readonly first?: { readonly count: number; readonly url: string };
}

const byPerson = { by: 'person' } as const;

/** Who is invited, the oldest first: data of single people, for whoever may see numbers by person. What is typed to find somebody stays on the page: names are in no address. */
export function InvitesPanel(props: InvitesProps) {
  const { language } = usePreferences();
  const words = () => inviteWordsIn(language());
  const organisation = createMemo((): OrganisationView => ({ ...seenBy(props.reader), purpose: props.purpose.chosen() }));
  const said = () => panelPurpose(organisation(), byPerson);
  const isOff = () => organisation().names === 'off';
  const answer = createInvites(() => organisation().slug, () => purposeSaid(organisation(), byPerson), () => !isOff() && said()?.said !== null, () => props.first?.count);
  const [filter, setFilter] = createSignal('');
  const [order, setOrder] = createSignal<InviteOrder>(oldestFirst);
  const model = createMemo(() => {
    const { data } = answer();
    return data === undefined || isOff() || said()?.said === null ? null : invitesModel(data, props.locale, filter(), order());
  });
  /** How many there are, also where only some are shown. */
  const count = () => answer().data?.byAge?.reduce((sum, one) => sum + one, 0) ?? 0;
  const csv = () => (mayTake(organisation()) && model() !== null ? `/export/invites.csv?${new URLSearchParams({ organisation: organisation().slug, ...(said()?.said == null ? {} : { purpose: said()?.said ?? '' }) })}` : null);
  return (
    <PanelFrame
      id="invites"
      title={model()?.title ?? words().title}
      tools={<FileLink url={csv()} label={words().csv} of={words().title} />}
      lead={<PurposeLine said={isOff() ? null : said()} purpose={props.purpose} of={words().title} />}
      status={isOff() || said()?.said === null ? { isLoading: false, isRefreshing: false, error: null } : statusOf(answer())}
      freshness={null}
      isWide
      hasContent={model() !== null || isOff() || said()?.said === null}
      onRetry={() => void answer().refetch()}
    >
      <Show when={isOff()}><p class={panel.empty}>{words().off}</p></Show>
      <Show when={!isOff() && said()?.said === null}><p class={panel.empty}>{purposeWordsIn(props.locale.language).missing}</p></Show>
      <Show when={model()}>
        {(known) => (
          <>
            <p class={panel.caption}>{known().about}</p>
            <Show when={props.first === undefined && known().said !== ''}>
              <FilterField label={words().filter} clear={words().clear} value={filter()} said={known().said} onFilter={setFilter} />
            </Show>
            <Show when={known().empty}>{(why) => <p class={panel.empty}>{why()}</p>}</Show>
            <Show when={known().table}>
              {(rows) => (
                <DataTable
                  table={rows()}
                  isTall
                  sorted={{ column: inviteColumns.indexOf(order().column), isDescending: order().isDescending }}
                  column={(index) => {
                    const column = () => inviteColumns[index] ?? 'age';
                    const label = () => rows().columns[index]?.label ?? '';
                    const ordered = () => (order().column === column() ? order() : null);
                    // Nobody is known to have invited anybody, so there is nothing to sort by; and what is only some of them stays the oldest.
                    return (
                      <Show when={column() !== 'by' && props.first === undefined} fallback={label()}>
                        <SortHeading label={label()} order={ordered()} onSort={(isDescending) => setOrder({ column: column(), isDescending })} />
                      </Show>
                    );
                  }}
                />
              )}
            </Show>
            <For each={known().notes}>{(note) => <p class={panel.caption}>{note}</p>}</For>
            <Show when={count() > (props.first?.count ?? Infinity) ? props.first : undefined}>
              {(first) => <p><A href={first().url}>{words().all(props.locale.format.integer(count()))}</A></p>}
            </Show>
          </>
        )}
      </Show>
    </PanelFrame>
  );
}
