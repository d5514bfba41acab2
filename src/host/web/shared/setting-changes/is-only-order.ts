import type { Job, SettingChange } from '../api/api-types.js';

/** Whether the mapping counts as changed although each of its rows is as before: their order differs. */
export function isOnlyOrder(sections: Job['changedSections'], changes: readonly SettingChange[]): boolean {
  return sections.includes('mapping') && !changes.some(({ field }) => field.startsWith('mapping.'));
}
