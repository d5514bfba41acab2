import type { SettingChange } from '../api/api-types.js';
import type { TextKey } from '../i18n/use-texts.js';

const LOSSES = {
  values: 'settingChanges.effects.values',
  people: 'settingChanges.effects.people',
  problems: 'settingChanges.effects.problems',
  'not-written': 'settingChanges.effects.not-written',
  limit: 'settingChanges.effects.limit',
  result: undefined,
  none: undefined,
} as const satisfies Readonly<Record<SettingChange['effect'], TextKey | undefined>>;

const COUNTED = {
  values: 'settingChanges.counted.values',
  people: 'settingChanges.counted.people',
  problems: 'settingChanges.counted.problems',
  'not-written': 'settingChanges.counted.not-written',
} as const satisfies Partial<Record<SettingChange['effect'], string>>;

/** What the change could do harm to; undefined if it empties no field, leaves nobody out, makes no problems and lets no more pass. */
export function lossOf({ effect, people }: Pick<SettingChange, 'effect' | 'people'>): TextKey | undefined {
  if (people === 0) return undefined;
  return people === undefined ? LOSSES[effect] : (COUNTED[effect as keyof typeof COUNTED] ?? LOSSES[effect]);
}
