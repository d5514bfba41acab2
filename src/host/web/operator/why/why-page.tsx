import { Alert, Button, Group, TextInput } from '@mantine/core';
import { IconPlugConnectedX, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'react-router';
import { type WhyAnswer, whyQuery } from '../../shared/api/why.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { JobSelect } from '../scheduled-jobs/job-select.js';
import { AskedFor } from './asked-for.js';
import { WhyPersonSection } from './why-person.js';

/** Says why someone is, or is not, synchronized. */
export function WhyPage() {
  const { t } = useTexts();
  const [search, setSearch] = useSearchParams();
  const who = search.get('who') ?? '';
  const job = search.get('job') ?? undefined;
  const answer = useQuery(whyQuery(who, job));
  const ask = (asked: string, chosen = job) => setSearch({ who: asked, ...(chosen !== undefined && { job: chosen }) });
  return (
    <PageLayout title={t('why.title')} lead={t('why.lead')} crumbs={[{ label: t('users.title'), to: '/users' }]}>
      <JobSelect job={job} onChange={(chosen) => ask(who, chosen)} />
      <Question key={who} who={who} onAsk={ask} />
      {who !== '' && answer.isPending && <Loading rows={4} />}
      {answer.isError && <Failure error={answer.error} retry={answer.refetch} />}
      {answer.data?.directoryError && (
        <Alert
          color="red"
          icon={<IconPlugConnectedX aria-hidden />}
          title={t(isRefused(answer.data) ? 'why.searchRefused' : 'why.directoryNotAsked')}
          role="alert"
        >
          {answer.data.directoryError.message}
        </Alert>
      )}
      {answer.data?.people.map((person) => (
        <WhyPersonSection
          key={person.entry?.dn ?? person.user?.id ?? ''}
          person={person}
          who={who}
          job={answer.data.job}
        />
      ))}
      {answer.data && <AskedFor asked={answer.data.asked} />}
    </PageLayout>
  );
}

function isRefused({ people }: WhyAnswer): boolean {
  return people.some(({ verdict }) => verdict === 'SEARCH_REFUSED');
}

function Question({ who, onAsk }: { readonly who: string; readonly onAsk: (who: string) => void }) {
  const { t } = useTexts();
  const [typed, setTyped] = useState(who);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (typed.trim() !== '') onAsk(typed.trim());
  };
  return (
    <form role="search" aria-label={t('why.title')} onSubmit={submit}>
      <Group align="flex-end" gap="md">
        <TextInput
          label={t('why.who')}
          placeholder={t('why.whoHint')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          leftSection={<IconSearch size={17} aria-hidden />}
          maxLength={1000}
          autoComplete="off"
          style={{ flex: '1 1 16rem' }}
          maw={640}
        />
        <Button type="submit" disabled={typed.trim() === ''}>
          {t('why.ask')}
        </Button>
      </Group>
    </form>
  );
}
