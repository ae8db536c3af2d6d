import { keymap, type Action, type OrganisationView, type ViewState } from '@pegel/presentation';
import { placeIds, type Shown } from './places.js';

/** Whether a key does anything where somebody is. */
export function isOffered(action: Action, page: Shown, { purposes }: OrganisationView, { group }: Pick<ViewState, 'group'>): boolean {
  if (page === 'exports' && (action === 'time.menu' || action === 'time.custom')) return true;
  if (placeIds.some((id) => id === page) && ['time', 'panel'].includes(keymap[action].group)) return false;
  switch (action) {
    case 'spend.window':
      return page === 'spend';
    case 'week.cycle':
      return page === 'activity';
    case 'group.choose':
      return placeIds.every((id) => id !== page);
    case 'group.clear':
      return placeIds.every((id) => id !== page) && group !== null;
    case 'purpose.choose':
      return purposes.length > 0;
    default:
      return true;
  }
}
