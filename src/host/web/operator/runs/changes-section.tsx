import { SegmentedControl, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { changesQuery } from '../../shared/api/runs.js';
import type { RunRow } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Failure } from '../../shared/components/failure.js';
import { LoadMore } from '../../shared/components/load-more.js';
import { Loading } from '../../shared/components/loading.js';
import { Section } from '../../shared/components/section.js';
import { COUNTS } from './counts.js';
import { effectOf } from './run-effect.js';
import { ChangesTable } from '../changes/changes-table.js';

export function ChangesSection({ run }: { readonly run: RunRow }) {
  const { t } = useTexts();
  const [kind, setKind] = useState('');
  const changes = useInfiniteQuery(changesQuery(run.id, kind));
  const rows = changes.data?.pages.flatMap((page) => page.items) ?? [];
  const kinds = COUNTS.flatMap(({ kind: value, text }) => (value ? [{ value, label: t(text) }] : []));
  if (changes.data && rows.length === 0 && kind === '') {
    // The reason at the top of the page says that nothing was applied.
    if (effectOf(run)) return null;
    return (
      <Section title={t('changes.title')}>
        <Text size="sm" c="dimmed">
          {t(run.mode === 'plan' ? 'changes.nonePlanned' : 'changes.none')}
        </Text>
      </Section>
    );
  }
  return (
    <Section
      title={t('changes.title')}
      help={t('changes.help')}
      actions={
        <SegmentedControl
          aria-label={t('changes.filter')}
          value={kind}
          onChange={setKind}
          size="xs"
          data={[{ value: '', label: t('changes.all') }, ...kinds]}
        />
      }
    >
      {changes.isPending && <Loading />}
      {changes.isError && <Failure error={changes.error} retry={changes.refetch} />}
      {changes.data && (
        <>
          {rows.length > 0 ? (
            <ChangesTable changes={rows} />
          ) : (
            <Text size="sm" c="dimmed">
              {t('changes.noneOfKind')}
            </Text>
          )}
          <LoadMore
            shown={rows.length}
            hasMore={changes.hasNextPage}
            loading={changes.isFetchingNextPage}
            more={changes.fetchNextPage}
          />
        </>
      )}
    </Section>
  );
}
