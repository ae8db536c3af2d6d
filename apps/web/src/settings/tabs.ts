import type { ReaderView } from '@pegel/client';
import { isPermitted, operations, type Permission } from '@pegel/domain';
import type { SettingsWords } from '@pegel/presentation';

/** A part of the settings, and what lets somebody see it. */
export interface SettingsTab {
  readonly id: keyof SettingsWords['tabs'];
  /** What somebody must be permitted to do to see it; nothing where it is about their own browser. */
  readonly operation?: 'read-settings' | 'read-members' | 'read-keys' | 'read-unmaskings' | 'read-journal';
  /** What else they must be permitted to see. */
  readonly permission?: Permission;
}

/** In the order in which they are shown. */
const tabs: readonly SettingsTab[] = [
  { id: 'general', operation: 'read-settings' },
  { id: 'privacy', operation: 'read-settings' },
  { id: 'spend', operation: 'read-settings', permission: 'view:spend' },
  { id: 'members', operation: 'read-members' },
  { id: 'keys', operation: 'read-keys' },
  { id: 'unmasking', operation: 'read-unmaskings' },
  { id: 'journal', operation: 'read-journal' },
  { id: 'appearance' },
  { id: 'keyboard' },
];

/** Whether there is such a part at all, whoever sees it. */
export const isTab = (id: string): boolean => tabs.some((tab) => tab.id === id);

/** Whether a part is everybody's, because it is kept in their own browser. */
export const isOwnTab = (id: string | undefined): boolean => tabs.some((tab) => tab.id === id && tab.operation === undefined);

/** Whatever shows one of them. */
export const settingsPermits: readonly Permission[] = [...new Set(tabs.flatMap(({ operation }): readonly Permission[] => (operation === undefined ? [] : operations[operation].anyOf)))];

export const settingsTabsFor = ({ permissions }: ReaderView): readonly SettingsTab[] => 
  tabs.filter(({ operation, permission }) => (operation === undefined || isPermitted({ permissions: new Set(permissions) }, operation)) && (permission === undefined || permissions.includes(permission)));
