import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { FormDefinition } from '../../shared/api/jobs.js';
import { type SettingsOwner, settingsOfJob, type StoredSettings, versionQuery } from '../../shared/api/settings.js';
import { unsavedSettingsQuery } from '../../shared/api/runs.js';
import type { ListLink } from '../../shared/components/list-of-page.js';
import { useNotices } from '../../shared/components/use-notices.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { isRecord } from '../../shared/settings-schema/is-record.js';
import { schemaAt } from '../../shared/settings-schema/schema-at.js';
import { pathsOf, type SettingsByPath, valueAt } from '../form/settings-by-path.js';
import type { SettingsEditor } from './use-settings-editor.js';

export interface SettingsInAddress {
  /** Why the settings cannot be shown. */
  readonly error: unknown;
  readonly retry: () => unknown;
  /** The versions, if the address names one. */
  readonly list: ListLink | undefined;
}

/**
 * Puts the settings that the address names into the form, where they can be saved: of a version (`?version=3`), or of a
 * plan (`?plan=` and the id of the run). Leads to the form of the job if the plan is of another one. The form of a data pool
 * takes its part of a version of a job, too (`?version=3&job=`).
 */
export function useSettingsInAddress(
  owner: SettingsOwner,
  definition: FormDefinition,
  editor: SettingsEditor,
): SettingsInAddress {
  const { t } = useTexts();
  const notices = useNotices();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [version, plan] = [search.get('version') ?? '', search.get('plan') ?? ''];
  const job = owner.job === undefined ? (search.get('job') ?? '') : '';
  const ofVersion = useQuery({
    ...versionQuery(job === '' ? owner : settingsOfJob(job), version),
    enabled: version !== '',
  });
  const ofPlan = useQuery({ ...unsavedSettingsQuery(plan), enabled: version === '' && plan !== '' });
  const isNamed = version !== '' || plan !== '';
  const found = version === '' ? ofPlan : ofVersion;

  useEffect(() => {
    if (!isNamed || !found.data) return;
    if (ofPlan.data && version === '' && ofPlan.data.job !== owner.job) {
      void navigate(`${settingsOfJob(ofPlan.data.job).page}?plan=${plan}`, { replace: true });
      return;
    }
    editor.restore({ version: editor.base.version, changes: valuesOf(found.data, definition) });
    setSearch({}, { replace: true });
    notices.done(version === '' ? t('plan.inForm') : t('history.inForm', { version }));
    // Runs once for each address: an edit must never bring the settings back.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [version, plan, job, found.data]);

  const list = version === '' ? undefined : { label: t('history.title'), to: `${owner.page}/history` };
  return { error: isNamed ? found.error : undefined, retry: found.refetch, list };
}

const DATA_POOL = 'dataPool';

/** What these settings do not have is null, so that it is removed. The stored secrets stay. */
function valuesOf({ settings }: Pick<StoredSettings, 'settings'>, { schema, layout }: FormDefinition): SettingsByPath {
  const paths = pathsOf(layout).filter((path) => schemaAt(schema, path).format !== 'password');
  const values = Object.fromEntries(paths.map((path) => [path, valueAt(settings, path) ?? null]));
  const { [DATA_POOL]: pool, ...others } = values;
  const name = isRecord(pool) ? pool['name'] : pool;
  // Versions before 0.5.0 name no data pool: the choice stays.
  return typeof name === 'string' ? { ...values, [DATA_POOL]: name } : others;
}
