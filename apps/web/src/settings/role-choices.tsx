import { createSignal, For, Show } from 'solid-js';
import type { RoleChoice } from '@pegel/client';
import { permissions, roles, type Language, type Permission } from '@pegel/domain';
import { usePreferences } from '../primitives/create-preferences.js';
import { useSettingsTexts } from './settings-texts.js';
import styles from './settings.module.css';

/** A role, and what was granted beyond it. */
export const choiceText = ({ role, grants }: RoleChoice, language: Language): string => [roles[role].label, ...grants.map((permission) => permissions[permission][language])].join(', ');

/** The roles that may be chosen, each with what it may do, and what can be granted with the chosen one. */
export function RoleChoices(props: { choices: readonly RoleChoice[]; chosen: RoleChoice | null }) {
  const { language } = usePreferences();
  const texts = useSettingsTexts();
  const [role, setRole] = createSignal(props.chosen?.role);
  const grants = () => props.choices.find((choice) => choice.role === role())?.grants ?? [];
  const may = (granted: readonly Permission[]) => granted.map((permission) => permissions[permission][language()]).join(' · ');
  return (
    <>
      <fieldset class={styles.choices}>
        <legend>{texts().members.role}</legend>
        <For each={props.choices}>
          {(choice) => (
            <label class={styles.choice}>
              <input type="radio" name="role" value={choice.role} checked={choice.role === role()} onChange={() => setRole(choice.role)} />
              <span>
                <strong>{roles[choice.role].label}</strong> <span class={styles.about}>{may(roles[choice.role].permissions) || texts().members.ownOnly}</span>
              </span>
            </label>
          )}
        </For>
      </fieldset>
      <Show when={grants().length > 0}>
        <fieldset class={styles.choices}>
          <legend>{texts().members.may}</legend>
          <For each={grants()}>
            {(permission) => (
              <label class={styles.choice}>
                <input type="checkbox" name="grant" value={permission} checked={props.chosen?.role === role() && props.chosen?.grants.includes(permission)} />
                {permissions[permission][language()]}
              </label>
            )}
          </For>
        </fieldset>
      </Show>
    </>
  );
}

/** What of it was chosen. */
export function roleChoiceIn(fields: FormData, choices: readonly RoleChoice[]): RoleChoice | null {
  const choice = choices.find(({ role }) => role === fields.get('role'));
  const granted = fields.getAll('grant');
  return choice === undefined ? null : { role: choice.role, grants: choice.grants.filter((permission) => granted.includes(permission)) };
}
