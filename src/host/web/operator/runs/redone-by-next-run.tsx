import { Alert, Anchor, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { sessionQuery } from '../../shared/api/session.js';
import type { RunDetails } from '../../shared/api/api-types.js';
import { browserTimeZone, useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PinReverted } from './pin-reverted.js';

interface RedoneByNextRunProps {
  readonly run: RunDetails;
  readonly redone: NonNullable<RunDetails['redone']>;
}

/** Says of a revert whom the next scheduled run would change again, and leads to what prevents it. */
export function RedoneByNextRun({ run, redone }: RedoneByNextRunProps) {
  const { t } = useTexts();
  const { instant, number } = useFormats();
  const isAdministrator = useQuery(sessionQuery).data?.role === 'administrator';
  const { at, users, userId } = redone;
  const isApplied = run.mode === 'apply';
  const settings = `/admin/batch-synchronization/${encodeURIComponent(run.job)}`;
  const when = { at: instant(at), timeZone: browserTimeZone, count: users, shown: number(users) };
  return (
    <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title={t('revert.redoneTitle')}>
      <Stack gap="xs">
        <Text size="sm">{t('revert.redone', when)}</Text>
        <Text size="sm">
          {t(isAdministrator ? 'revert.remedies' : 'revert.remediesOfOthers')}
          {!isApplied && ` ${t('revert.pinsLater')}`}
        </Text>
        <Group gap="lg">
          {isApplied && <PinReverted runId={run.id} />}
          {userId !== null && (
            <Anchor component={Link} to={`/users/${encodeURIComponent(userId)}`} size="sm" fw={600} py={3}>
              {t('revert.toPins')}
            </Anchor>
          )}
          {isAdministrator && (
            <>
              <Anchor href={`${settings}#field=mapping`} size="sm" fw={600} py={3}>
                {t('revert.toMapping')}
              </Anchor>
              <Anchor href={`${settings}#field=schedule.enabled`} size="sm" fw={600} py={3}>
                {t('revert.toSchedule')}
              </Anchor>
            </>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}
