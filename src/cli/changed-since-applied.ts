import type { BatchSynchronization, ReviewedSection, SettingChange } from '../index.js';
import { settingChangeLines } from './setting-change-lines.js';
import type { Texts } from './texts.js';

/** What has changed in the settings since the last applied run. */
export interface ChangedSettings {
  readonly sections: readonly ReviewedSection[];
  /** Null if it is not known; without values for operators. */
  readonly changes: readonly SettingChange[] | null;
}

/** Whether a job has this name, or that of its process. */
export function isNamed(wanted: string): (job: Pick<BatchSynchronization, 'name' | 'symbolicName'>) => boolean {
  return ({ name, symbolicName }) => name === wanted || symbolicName === wanted;
}

/** Names the settings that have changed since the last applied run, as the page does before a start. */
export function* changedSettingsLines(texts: Texts, { sections, changes }: ChangedSettings): Generator<string> {
  if (sections.length === 0) return;
  if (!changes) {
    yield texts.t('settings.changedUnknown');
    return;
  }
  if (changes.length > 0) yield texts.t('settings.changedSince');
  yield* settingChangeLines(texts, changes);
  const isOnlyOrder = sections.includes('mapping') && !changes.some(({ field }) => field.startsWith('mapping.'));
  if (isOnlyOrder) yield texts.t('settings.onlyOrder');
}
