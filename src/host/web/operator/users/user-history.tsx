import { Anchor, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { userHistoryQuery } from '../../shared/api/users.js';
import type { UserChangeRow } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { Instant } from '../../shared/components/instant.js';
import { ListOfRows } from '../../shared/components/list-of-rows.js';
import { Section } from '../../shared/components/section.js';
import { ChangeKindBadge } from '../changes/change-kind-badge.js';
import { ByPerson } from './by-person.js';
import { PinChanges } from './pin-changes.js';
import { Differences } from '../../shared/changes/differences.js';

export function UserHistory({ id }: { readonly id: string }) {
  const { t } = useTexts();
  const history = useInfiniteQuery(userHistoryQuery(id));
  const columns: readonly Column<UserChangeRow>[] = [
    {
      key: 'at',
      header: t('users.changedAt'),
      isName: true,
      width: '22%',
      cell: (change) => (
        <Stack gap={4} align="flex-start">
          {change.runId === null ? (
            <Instant at={change.appliedAt} />
          ) : (
            <Anchor component={Link} to={`/runs/${change.runId}`} inherit>
              <Instant at={change.appliedAt} />
            </Anchor>
          )}
          {change.manual && <ByPerson text="users.changedBy" manual={change.manual} />}
          {change.appliedAt && (
            <Anchor
              component={Link}
              to={`?${new URLSearchParams({ at: change.appliedAt }).toString()}`}
              size="xs"
              py={4}
              display="inline-block"
            >
              {t('users.showState')}
            </Anchor>
          )}
        </Stack>
      ),
    },
    { key: 'kind', header: t('changes.kind'), width: 150, cell: (change) => <ChangeKindBadge change={change} /> },
    { key: 'differences', header: t('changes.what'), cell: (change) => <WhatChanged change={change} /> },
  ];
  return (
    <Section title={t('users.history')} help={t('users.historyHelp')}>
      <ListOfRows
        query={history}
        placeholders={2}
        empty={
          <Text size="sm" c="dimmed">
            {t('users.noHistory')}
          </Text>
        }
      >
        {(rows) => (
          <DataTable caption={t('users.history')} columns={columns} rows={rows} rowKey={(change) => change.id} />
        )}
      </ListOfRows>
    </Section>
  );
}

function WhatChanged({ change }: { readonly change: UserChangeRow }) {
  return (
    <>
      <Differences change={change} />
      <PinChanges pins={change.pins} />
    </>
  );
}
