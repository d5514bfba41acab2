import { Anchor, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { PersonNotSeenRow, RunRow } from '../../shared/api/api-types.js';
import { notSeenQuery } from '../../shared/api/runs.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { DnText } from '../../shared/components/dn-text.js';
import { ListOfRows } from '../../shared/components/list-of-rows.js';
import { Section } from '../../shared/components/section.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { firstValueOf } from '../changes/first-value-of.js';
import { RowsDownloads } from './rows-downloads.js';

interface PeopleNotSeenProps {
  readonly run: Pick<RunRow, 'id'>;
  /** Position of a finding that is about them. @default everyone */
  readonly finding?: number;
}

/** The people whom the read of a run did not contain although they were seen until then. */
export function PeopleNotSeen({ run, finding }: PeopleNotSeenProps) {
  const { t } = useTexts();
  const people = useInfiniteQuery(notSeenQuery(run.id, finding));
  const columns: readonly Column<PersonNotSeenRow>[] = [
    {
      key: 'user',
      header: t('changes.user'),
      isName: true,
      width: '32%',
      cell: ({ dn, userId }) => (
        <Anchor component={Link} to={`/users/${encodeURIComponent(userId)}`} inherit fw={600}>
          {firstValueOf(dn)}
        </Anchor>
      ),
    },
    { key: 'dn', header: t('peopleNotSeen.dn'), cell: ({ dn }) => <DnText dn={dn} dimmed /> },
  ];
  return (
    <ListOfRows query={people} placeholders={2} empty={<Text size="sm">{t('peopleNotSeen.empty')}</Text>}>
      {(rows) => (
        <DataTable
          caption={t('peopleNotSeen.title')}
          columns={columns}
          rows={rows}
          rowKey={({ stableId }) => stableId}
        />
      )}
    </ListOfRows>
  );
}

/** The same as a section of a page; nothing if the read contained everyone. */
export function PeopleNotSeenSection({ run }: Pick<PeopleNotSeenProps, 'run'>) {
  const { t } = useTexts();
  const people = useInfiniteQuery(notSeenQuery(run.id));
  if (people.data?.pages[0]?.items.length === 0) return null;
  return (
    <Section
      title={t('peopleNotSeen.title')}
      help={t('peopleNotSeen.help')}
      actions={<RowsDownloads runId={run.id} rows="not-seen" filter={{ field: '', search: '' }} />}
    >
      <PeopleNotSeen run={run} />
    </Section>
  );
}
