import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { FormDefinition } from '../../shared/api/jobs.js';
import { type SettingsOwner, versionQuery } from '../../shared/api/settings.js';
import { Dialog } from '../../shared/components/dialog.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { ChangesTable } from '../../shared/setting-changes/changes-table.js';

interface VersionDialogProps {
  readonly owner: SettingsOwner;
  /** Undefined: closed. */
  readonly version: number | undefined;
  readonly definition: FormDefinition;
  readonly onClose: () => void;
}

/** What would change if a version were restored, and the way to restore it. */
export function VersionDialog({ owner, version, definition, onClose }: VersionDialogProps) {
  const { t } = useTexts();
  const shown = String(version ?? '');
  const found = useQuery({ ...versionQuery(owner, shown), enabled: version !== undefined });
  const changes = found.data?.changes;
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
        {changes && <Text size="sm">{t(changes.length > 0 ? 'history.restoreText' : 'history.equal')}</Text>}
        {changes && changes.length > 0 && <ChangesTable changes={changes} definition={definition} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          {changes && changes.length > 0 && (
            <Button component={Link} to={`${owner.page}?version=${shown}`}>
              {t('history.restore')}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}
