import type { SettingChange } from '../api/api-types.js';
import type { TextKey } from '../i18n/use-texts.js';

const LOSSES = {
  values: 'settingChanges.effects.values',
  people: 'settingChanges.effects.people',
  'not-written': 'settingChanges.effects.not-written',
  limit: 'settingChanges.effects.limit',
  result: undefined,
  none: undefined,
} as const satisfies Readonly<Record<SettingChange['effect'], TextKey | undefined>>;

/** What the change could do harm to; undefined if it empties no field, leaves nobody out and lets no more pass. */
export function lossOf({ effect }: SettingChange): TextKey | undefined {
  return LOSSES[effect];
}
