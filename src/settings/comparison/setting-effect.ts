import type { SettingChange, SettingEffect } from '../../contract/settings-comparison.js';
import { isJsonObject } from '../json-object.js';

type Values = Pick<SettingChange, 'before' | 'after'>;

/** Settings with one effect, whatever their values are. All others have the effect `result`. */
const EFFECTS: Readonly<Record<string, SettingEffect>> = {
  'dataPool.bindPassword': 'none',
  'dataPool.tls.clientKey': 'none',
  'dataPool.pageSize': 'none',
  'dataPool.connectSeconds': 'none',
  'dataPool.responseSeconds': 'none',
  'dataPool.tls.minVersion': 'none',
  // How long a plan can be approved: what it writes stays the same.
  'approval.validHours': 'none',
  // Another user may not be allowed to read every attribute, or every person; another server may be a Global Catalog.
  'dataPool.bindDn': 'values',
  'dataPool.authentication': 'values',
  'dataPool.tls.clientCertificate': 'values',
  'dataPool.urls': 'values',
  'search.bases': 'people',
  'search.exclusions': 'people',
  'search.filter': 'people',
  // Entries are identified by another attribute.
  'dataPool.dialect': 'people',
};

/**
 * What the change of a setting can do.
 *
 * @param notNull the fields that are required whatever the mapping says.
 */
export function settingEffect(field: string, values: Values, notNull: ReadonlySet<string>): SettingEffect {
  const [section, ...rest] = field.split('.');
  if (section === 'schedule') return 'none';
  if (section === 'mapping') return effectOfRow(values, notNull.has(rest.join('.')));
  if (section === 'limits') return isWider(field, values) ? 'limit' : 'result';
  if (field.startsWith('search.activeRules.')) return values.after === true ? 'people' : 'result';
  return EFFECTS[field] ?? 'result';
}

function effectOfRow({ before, after }: Values, isNotNull: boolean): SettingEffect {
  const isRequired = isNotNull || (isJsonObject(after) && after['required'] === true);
  if (!isJsonObject(after)) return isJsonObject(before) ? 'not-written' : 'result';
  if (after['whenAbsent'] === 'keep' && !isRequired) return 'result';
  // A required field is never emptied. A new row of another may empty what people have in the field until now.
  return isRequired ? 'problems' : 'values';
}

function isWider(field: string, { before, after }: Values): boolean {
  if (field.endsWith('.enabled')) return after !== true;
  return typeof before === 'number' && typeof after === 'number' && after > before;
}
