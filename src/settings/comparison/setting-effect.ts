import type { SettingChange, SettingEffect } from '../../contract/settings-comparison.js';
import { isJsonObject } from '../json-object.js';

type Values = Pick<SettingChange, 'before' | 'after'>;

/** Settings with one effect, whatever their values are. All others have the effect `result`. */
const EFFECTS: Readonly<Record<string, SettingEffect>> = {
  'dataPool.bindPassword': 'none',
  'dataPool.pageSize': 'none',
  // Another user may not be allowed to read every attribute, or every person.
  'dataPool.bindDn': 'values',
  'dataPool.baseDn': 'people',
  'dataPool.filter': 'people',
};

/** What the change of a setting can do. */
export function settingEffect(field: string, values: Values): SettingEffect {
  const [section] = field.split('.');
  if (section === 'schedule') return 'none';
  if (section === 'mapping') return effectOfRow(values);
  if (section === 'limits') return isWider(field, values) ? 'limit' : 'result';
  return EFFECTS[field] ?? 'result';
}

function effectOfRow({ before, after }: Values): SettingEffect {
  if (!isJsonObject(before)) return 'result';
  if (!isJsonObject(after)) return 'not-written';
  const becomesRequired = after['required'] === true && before['required'] !== true;
  return becomesRequired ? 'people' : 'values';
}

function isWider(field: string, { before, after }: Values): boolean {
  if (field.endsWith('.enabled')) return after !== true;
  return typeof before === 'number' && typeof after === 'number' && after > before;
}
