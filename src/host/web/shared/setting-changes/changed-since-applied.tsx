import { List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Job } from '../api/api-types.js';
import { changedSettingsQuery, settingsFormQuery } from '../api/jobs.js';
import { sessionQuery } from '../api/session.js';
import { Failure } from '../components/failure.js';
import { Loading } from '../components/loading.js';
import { useTexts } from '../i18n/use-texts.js';
import { ChangedName } from './changed-name.js';
import { ChangesTable } from './changes-table.js';
import { isOnlyOrder } from './is-only-order.js';

interface ChangedSinceAppliedProps {
  readonly job: Pick<Job, 'name' | 'changedSections'>;
}

/** The settings that have changed since the last applied run, for administrators with the old and the new value. */
export function ChangedSinceApplied({ job: { name, changedSections } }: ChangedSinceAppliedProps) {
  const { t } = useTexts();
  const isAdministrator = useQuery(sessionQuery).data?.role === 'administrator';
  const form = useQuery(settingsFormQuery(name));
  const changed = useQuery(changedSettingsQuery(name));
  if (changed.isError) return <Failure error={changed.error} retry={changed.refetch} />;
  if (form.isError) return <Failure error={form.error} retry={form.refetch} />;
  if (changed.isPending || form.isPending) return <Loading rows={2} />;
  const { changes } = changed.data;
  if (!changes) return <Text size="sm">{t('jobs.changesUnknown')}</Text>;
  return (
    <Stack gap="sm">
      {changes.length > 0 &&
        (isAdministrator ? (
          <ChangesTable changes={changes} definition={form.data} />
        ) : (
          <List size="sm" spacing={4}>
            {changes.map((change) => (
              <List.Item key={change.field}>
                <ChangedName change={change} definition={form.data} />
              </List.Item>
            ))}
          </List>
        ))}
      {isOnlyOrder(changedSections, changes) && <Text size="sm">{t('jobs.onlyOrder')}</Text>}
    </Stack>
  );
}
