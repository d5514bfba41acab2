import { Stack, Text } from '@mantine/core';
import { IconBan, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { AuditEvent, AuditOutcome } from '../../shared/api/audit.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { Instant } from '../../shared/components/instant.js';
import { LabelBadge } from '../../shared/components/status-badge.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { AuditSubject } from './audit-subject.js';
import { useAccountName, useEventName } from './use-event-texts.js';

const OUTCOMES = {
  done: { color: 'green', icon: IconCircleCheck },
  refused: { color: 'orange', icon: IconBan },
  failed: { color: 'red', icon: IconCircleX },
} as const satisfies Record<AuditOutcome, object>;

export function AuditTable({ events }: { readonly events: readonly AuditEvent[] }) {
  const { t } = useTexts();
  const eventName = useEventName();
  const accountName = useAccountName();
  const columns: readonly Column<AuditEvent>[] = [
    { key: 'at', header: t('audit.at'), width: '15%', cell: ({ at }) => <Instant at={at} /> },
    {
      key: 'what',
      header: t('audit.what'),
      isName: true,
      width: '35%',
      cell: (event) => (
        <Stack gap={2}>
          <span>
            {eventName(event.what)}
            {event.count > 1 && ` (${t('audit.times', { times: event.count })})`}
          </span>
          <AuditSubject subject={event.subject} />
        </Stack>
      ),
    },
    {
      key: 'who',
      header: t('audit.who'),
      cell: (event) => <TwoLines first={accountName(event)} second={event.role && t(`roles.${event.role}`)} />,
    },
    { key: 'outcome', header: t('audit.outcome'), cell: ({ outcome }) => <Outcome outcome={outcome} /> },
    {
      key: 'from',
      header: t('audit.origin'),
      cell: ({ address, by }) => <TwoLines first={address ?? t('none')} second={by && t(`audit.by.${by}`)} />,
    },
  ];
  return <DataTable caption={t('audit.title')} columns={columns} rows={events} rowKey={({ id }) => id} />;
}

function Outcome({ outcome }: Pick<AuditEvent, 'outcome'>) {
  const { t } = useTexts();
  return <LabelBadge {...OUTCOMES[outcome]} label={t(`audit.outcomes.${outcome}`)} />;
}

function TwoLines({ first, second }: { readonly first: string; readonly second: string | null }) {
  return (
    <Stack gap={0}>
      <span>{first}</span>
      {second && (
        <Text size="xs" c="dimmed">
          {second}
        </Text>
      )}
    </Stack>
  );
}
