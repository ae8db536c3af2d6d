import { Show } from 'solid-js';
import { Organisations } from '../account/organisations.jsx';
import { DoorFrame, DoorHeading } from '../door/door-frame.jsx';
import { useDoorWords } from '../door/door-words.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { createAccount } from '../session/account.js';

/** For whoever is a member of several organisations and has said none, or of no organisation at all. */
export function ChoicePage() {
  const { words } = usePreferences();
  const door = useDoorWords();
  const account = createAccount();
  const own = () => {
    const answer = account.answer();
    return answer?.kind === 'answered' ? answer.body : null;
  };
  return (
    <DoorFrame title={words().title} canSignOut>
      <Show when={own()} fallback={<DoorHeading text={words().title} purpose={account.answer() === null ? '' : words().state.noOrganisation} />}>
        {(known) => (
          <>
            <DoorHeading text={known().organisations.length > 1 ? door().account.choose : words().title} purpose={known().organisations.length > 1 ? door().account.chooseHint : ''} />
            <Organisations account={known()} />
          </>
        )}
      </Show>
    </DoorFrame>
  );
}
