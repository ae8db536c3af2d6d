import { actingAs, grantable, permissionNames, permissions, roleChoices, roleNames, roles, type Permission, type RoleName } from '@pegel/domain';
import { pageWithBlocks, table, type Document } from './document.js';

const has = (role: RoleName, permission: Permission): string => {
  if (roles[role].permissions.some((one) => one === permission)) return '✓';
  return grantable[role].includes(permission) ? 'where granted' : '';
};

/** What each role may do, and whom it makes, changes and removes. */
const rolesTable = (): string =>
  table(
    ['', ...roleNames.map((role) => roles[role].label)],
    [
      ...permissionNames.map((permission) => [`${permissions[permission].en} (\`${permission}\`)`, ...roleNames.map((role) => has(role, permission))]),
      ['**Gives, changes and removes**', ...roleNames.map((role) => roleChoices({ actor: actingAs({ role, grants: [] }), isSelf: false, was: null }).map((choice) => roles[choice.role].label).join(', ') || 'nobody')],
    ],
  );

/** Written by hand but for who may do what. */
export const operationsDocument: Document = pageWithBlocks('docs/operations.md', { roles: rolesTable });
