import { useLocation, useNavigate, useSearchParams } from '@solidjs/router';
import { createEffect, createMemo, Show } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { glossary, glossaryWordsIn, metricPage, seenBy, type MetricPage, type MissingMetric } from '@pegel/presentation';
import { MetricList } from '../glossary/metric-list.jsx';
import { MetricDefinition, NoSuchMetric } from '../glossary/metric-definition.jsx';
import { usePreferences } from '../primitives/create-preferences.js';

const isMetric = (page: MetricPage | MissingMetric): page is MetricPage => page.kind === 'metric';

/** What every metric counts: the list of them, and one at an address of its own. */
export function MetricsPage(props: { reader: ReaderView; metric: string | undefined }) {
  const { words, language } = usePreferences();
  const [parameters] = useSearchParams<{ q: string }>();
  const location = useLocation();
  const navigate = useNavigate();
  const texts = () => glossaryWordsIn(language());
  const organisation = createMemo(() => seenBy(props.reader));
  const filter = () => parameters.q ?? '';
  /** Typing is no step to go back over. */
  const change = (text: string) => {
    const changed = new URLSearchParams(location.search);
    if (text === '') changed.delete('q');
    else changed.set('q', text);
    const search = changed.toString();
    navigate(`${location.pathname}${search === '' ? '' : `?${search}`}`, { replace: true, scroll: false });
  };
  const list = createMemo(() => glossary(organisation(), filter(), language()));
  const page = createMemo(() => (props.metric === undefined ? null : metricPage(props.metric, organisation(), language())));
  const metric = () => {
    const known = page();
    return known !== null && isMetric(known) ? known : null;
  };
  const missing = () => {
    const known = page();
    return known !== null && !isMetric(known) ? known : null;
  };
  createEffect(() => {
    document.title = [metric()?.label, texts().title, props.reader.organisation.name, words().title].filter((part) => part !== undefined).join(' · ');
  });
  return (
    <Show
      when={metric()}
      fallback={
        <Show when={missing()} fallback={<MetricList glossary={list()} filter={filter()} onFilter={change} />}>
          {(known) => <NoSuchMetric missing={known()} organisation={organisation().slug} />}
        </Show>
      }
    >
      {(known) => <MetricDefinition metric={known()} organisation={organisation().slug} />}
    </Show>
  );
}
