import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import type { SettingsOfVersion } from '../../shared/api/api-types.js';
import { type FormDefinition, versionQuery } from '../../shared/api/jobs.js';
import { useNotices } from '../../shared/components/use-notices.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { schemaAt } from '../../shared/settings-schema/schema-at.js';
import { pathsOf, type SettingsByPath, valueAt } from '../form/settings-by-path.js';
import type { SettingsEditor } from './use-settings-editor.js';

const VERSION = 'version';

export interface VersionInAddress {
  /** Why the version cannot be shown. */
  readonly error: unknown;
  readonly retry: () => unknown;
}

/** Puts the version that the address names (`?version=3`) into the form, where it can be saved. */
export function useVersionInAddress(job: string, definition: FormDefinition, editor: SettingsEditor): VersionInAddress {
  const { t } = useTexts();
  const notices = useNotices();
  const [search, setSearch] = useSearchParams();
  const version = search.get(VERSION) ?? '';
  const found = useQuery({ ...versionQuery(job, version), enabled: version !== '' });

  useEffect(() => {
    if (version === '' || !found.data) return;
    editor.restore({ version: editor.base.version, changes: valuesOf(found.data, definition) });
    setSearch({}, { replace: true });
    notices.done(t('history.inForm', { version }));
    // Runs once for each version: an edit must never bring it back.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [version, found.data]);

  return { error: version === '' ? undefined : found.error, retry: found.refetch };
}

/** What the version does not have is null, so that it is removed. The stored password stays. */
function valuesOf({ settings }: SettingsOfVersion, { schema, layout }: FormDefinition): SettingsByPath {
  const paths = pathsOf(layout).filter((path) => schemaAt(schema, path).format !== 'password');
  return Object.fromEntries(paths.map((path) => [path, valueAt(settings, path) ?? null]));
}
