import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { dataPoolPage } from '../../shared/api/data-pools.js';
import type { FormDefinition } from '../../shared/api/jobs.js';
import { type SettingsOwner, type VersionOfSettings, versionQuery } from '../../shared/api/settings.js';
import { Dialog } from '../../shared/components/dialog.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { ChangesTable } from '../../shared/setting-changes/changes-table.js';
import { restorable } from './restorable.js';

interface VersionDialogProps {
  readonly owner: SettingsOwner;
  /** Name of the data pool that the job uses; undefined until it is known. */
  readonly dataPool: string | undefined;
  /** Undefined: closed. */
  readonly version: number | undefined;
  readonly definition: FormDefinition;
  readonly onClose: () => void;
}

/** What would change if a version were restored, and the way to restore it. */
export function VersionDialog({ owner, dataPool, version, definition, onClose }: VersionDialogProps) {
  const { t } = useTexts();
  const shown = String(version ?? '');
  const found = useQuery({ ...versionQuery(owner, shown), enabled: version !== undefined });
  return (
    <Dialog
      opened={version !== undefined}
      title={t('history.compared', { version: shown })}
      size="xl"
      onClose={onClose}
    >
      <Stack gap="lg">
        {found.isError && <Failure error={found.error} retry={found.refetch} />}
        {found.isPending && <Loading rows={3} />}
        {found.data && <Changes owner={owner} version={found.data} dataPool={dataPool} definition={definition} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          {found.data && restorable(owner, found.data).inForm.length > 0 && (
            <Button component={Link} to={`${owner.page}?version=${shown}`}>
              {t('history.restore')}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}

/** The form of the data pool with what a version of a job contains of it. */
function ofJob(dataPool: string, job: string, version: number): string {
  return `${dataPoolPage(dataPool)}?${new URLSearchParams({ job, version: String(version) }).toString()}`;
}

interface ChangesProps extends Pick<VersionDialogProps, 'owner' | 'dataPool' | 'definition'> {
  readonly version: VersionOfSettings;
}

function Changes({ owner, version, dataPool, definition }: ChangesProps) {
  const { t } = useTexts();
  const { inForm, ofPool } = restorable(owner, version);
  return (
    <>
      {version.changes.length === 0 && <Text size="sm">{t('history.equal')}</Text>}
      {inForm.length > 0 && (
        <>
          <Text size="sm">{t('history.restoreText')}</Text>
          <ChangesTable changes={inForm} definition={definition} />
        </>
      )}
      {ofPool.length > 0 && (
        <>
          <Text size="sm">
            {t('history.ofPool')}{' '}
            {dataPool !== undefined && owner.job !== undefined && (
              <Anchor component={Link} to={ofJob(dataPool, owner.job, version.version)} inherit underline="always">
                {t('history.restoreInPool', { name: dataPool })}
              </Anchor>
            )}
          </Text>
          <ChangesTable changes={ofPool} definition={definition} />
        </>
      )}
    </>
  );
}
