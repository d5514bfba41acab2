import type { SettingWarning } from '../contract/jobs.js';
import type { MessageParameters } from '../contract/sync-error.js';
import { englishText } from '../i18n/texts.js';

/** @param code a key in `i18n/<language>/validation.json`. */
export function settingWarning(field: string, code: string, params: MessageParameters): SettingWarning {
  return { field, code, params, message: englishText(`validation:${code}`, params) };
}
