import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ApiError } from '../../shared/api/api-error.js';
import type { RunDetails } from '../../shared/api/api-types.js';
import { settingsFormQuery } from '../../shared/api/jobs.js';
import { unsavedSettingsQuery } from '../../shared/api/runs.js';
import { sessionQuery } from '../../shared/api/session.js';
import { Failure } from '../../shared/components/failure.js';
import { Section } from '../../shared/components/section.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { ChangesTable } from '../../shared/setting-changes/changes-table.js';

/** Of a plan that cannot be applied with the saved settings: shows administrators its own, and opens them in the form. */
export function SettingsOfPlan({ run }: { readonly run: RunDetails }) {
  const { t } = useTexts();
  const isAdministrator = useQuery(sessionQuery).data?.role === 'administrator';
  const enabled = isAdministrator && run.withUnsavedSettings && run.plan.next === 'approve' && run.plan.stale !== null;
  const settings = useQuery({ ...unsavedSettingsQuery(run.id), enabled });
  const definition = useQuery({ ...settingsFormQuery(run.job), enabled });
  if (!enabled) return null;
  // Plans of earlier versions and plans that are too old have no settings any more.
  const isGone = settings.error instanceof ApiError && settings.error.status === 404;
  if (settings.isError && !isGone) return <Failure error={settings.error} retry={settings.refetch} />;
  if (definition.isError) return <Failure error={definition.error} retry={definition.refetch} />;
  if (!settings.data || !definition.data || settings.data.changes.length === 0) return null;
  return (
    <Section
      title={t('plan.keptSettings')}
      help={t('plan.keptSettingsHelp')}
      actions={
        <Button
          component="a"
          variant="default"
          href={`/admin/batch-synchronization/${encodeURIComponent(run.job)}?plan=${encodeURIComponent(run.id)}`}
        >
          {t('plan.openInForm')}
        </Button>
      }
    >
      <ChangesTable changes={settings.data.changes} definition={definition.data} />
    </Section>
  );
}
