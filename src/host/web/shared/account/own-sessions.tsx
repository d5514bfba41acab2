import { Button, Group, Stack } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type OwnSession, ownSessionsQuery, useEndSession } from '../api/account.js';
import { type Column, DataTable } from '../components/data-table.js';
import { Failure } from '../components/failure.js';
import { Instant } from '../components/instant.js';
import { Loading } from '../components/loading.js';
import { LabelBadge } from '../components/status-badge.js';
import { useNotices } from '../components/use-notices.js';
import { useTexts } from '../i18n/use-texts.js';
import { browserOf } from './browser-name.js';

export function OwnSessions() {
  const { t } = useTexts();
  const notices = useNotices();
  const sessions = useQuery(ownSessionsQuery);
  const end = useEndSession();
  const endOne = (id: string) =>
    end.mutate(id, { onSuccess: () => notices.done(t('account.ended')), onError: notices.failed });
  const endOthers = () =>
    end.mutate(undefined, { onSuccess: () => notices.done(t('account.othersEnded')), onError: notices.failed });

  if (sessions.isPending) return <Loading rows={2} />;
  if (sessions.isError) return <Failure error={sessions.error} retry={sessions.refetch} />;
  return (
    <Stack gap="md">
      <SessionsTable sessions={sessions.data} end={endOne} />
      {sessions.data.some(({ current }) => !current) && (
        <Group>
          <Button variant="default" onClick={endOthers} loading={end.isPending}>
            {t('account.endOthers')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface SessionsTableProps {
  readonly sessions: readonly OwnSession[];
  readonly end: (id: string) => void;
}

function SessionsTable({ sessions, end }: SessionsTableProps) {
  const { t } = useTexts();
  const nameOf = ({ userAgent }: OwnSession) => {
    const { browser = t('account.unknownBrowser'), system } = browserOf(userAgent);
    return system ? t('account.on', { browser, system }) : browser;
  };
  const columns: readonly Column<OwnSession>[] = [
    { key: 'browser', header: t('account.browser'), isName: true, cell: nameOf },
    { key: 'address', header: t('account.address'), cell: ({ address }) => address ?? t('none') },
    { key: 'began', header: t('account.began'), cell: ({ beganAt }) => <Instant at={beganAt} /> },
    { key: 'used', header: t('account.used'), cell: ({ lastUsedAt }) => <Instant at={lastUsedAt} /> },
    {
      key: 'actions',
      header: t('account.actions'),
      cell: (session) =>
        session.current ? (
          <LabelBadge color="green" icon={IconCircleCheck} label={t('account.this')} />
        ) : (
          <Button
            size="xs"
            variant="default"
            aria-label={t('account.endOf', { browser: nameOf(session) })}
            onClick={() => end(session.id)}
          >
            {t('account.end')}
          </Button>
        ),
    },
  ];
  return <DataTable caption={t('account.sessions')} columns={columns} rows={sessions} rowKey={({ id }) => id} />;
}
