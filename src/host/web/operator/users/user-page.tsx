import { Button, Group } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearchParams } from 'react-router';
import type { Job } from '../../shared/api/api-types.js';
import { jobsQuery } from '../../shared/api/jobs.js';
import { displayNameOf, userQuery } from '../../shared/api/users.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { SynchronizePerson } from '../one-person/synchronize-person.js';
import { ChangeUser } from './change-user.js';
import { PastState } from './past-state.js';
import { UserEntry } from './user-entry.js';
import { UserFields } from './user-fields.js';
import { UserHistory } from './user-history.js';
import { UserState } from './user-state.js';

export function UserPage() {
  const { t } = useTexts();
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const at = search.get('at');
  const user = useQuery(userQuery(id, at));
  const isJob = ({ dataPool }: Job) => user.data?.links.some((link) => link.dataPool === dataPool) ?? false;
  const job = useQuery(jobsQuery).data?.find(isJob);
  return (
    <PageLayout
      title={user.data ? displayNameOf(user.data) : t('users.one')}
      crumbs={[{ label: t('users.title'), to: '/users' }]}
      actions={
        user.data && (
          <Group gap="sm">
            <UserState state={user.data.state} />
            <Button
              component={Link}
              to={`/why?${new URLSearchParams({ who: id, ...(job && { job: job.name }) }).toString()}`}
              variant="default"
              leftSection={<IconHelp size={17} aria-hidden />}
            >
              {t('why.ofUser')}
            </Button>
            {at === null && <SynchronizePerson who={id} isJob={isJob} />}
            {at === null && <ChangeUser user={user.data} />}
          </Group>
        )
      }
    >
      {at !== null && <PastState at={at} />}
      {user.isPending && <Loading rows={6} />}
      {user.isError && <Failure error={user.error} retry={user.refetch} />}
      {user.data && <UserFields user={user.data} />}
      {user.data && <UserEntry links={user.data.links} />}
      {user.data && <UserHistory id={id} />}
    </PageLayout>
  );
}
