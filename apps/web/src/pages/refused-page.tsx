import { useParams } from '@solidjs/router';
import { usePreferences } from '../primitives/create-preferences.js';
import { createReader } from '../session/create-reader.js';
import { sentenceOf } from '../session/refused.js';
import { MessagePage } from './message-page.jsx';

/** Why an address says nothing that a server could answer. */
export function RefusedPage() {
  const { language } = usePreferences();
  const parameters = useParams<{ organisation?: string }>();
  const state = createReader(() => parameters.organisation);
  return <MessagePage reader={null} text={sentenceOf(state().error, language())} />;
}
