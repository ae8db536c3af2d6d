import { createMemo } from 'solid-js';
import { definitionUrl, explainOnPage, type OrganisationView, type Reports, type ViewState } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import { ExplainDrawer, type DrawerProps } from './explain-drawer.jsx';

export { explanationAsMarkdown } from '@pegel/presentation';

type ExplanationProps = Omit<DrawerProps, 'explanation' | 'page' | 'definitionUrl'> & { readonly state: ViewState; readonly organisation: OrganisationView; readonly reports: Reports };

/** What is said of a number, decided anew as its report changes. */
export function Explanation(props: ExplanationProps) {
  const { language } = usePreferences();
  const explanation = createMemo(() => explainOnPage(props.explained, props.state, props.organisation, props.reports, language()));
  return <ExplainDrawer {...props} page={props.state.page} explanation={explanation()} definitionUrl={definitionUrl(props.organisation.slug, props.explained.metric)} />;
}
