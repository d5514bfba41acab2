import { SegmentedControl, Text } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { changesQuery } from '../../shared/api/runs.js';
import type { RunRow } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { ListOfRows } from '../../shared/components/list-of-rows.js';
import { Section } from '../../shared/components/section.js';
import { COUNTS } from './counts.js';
import { effectOf } from './run-effect.js';
import { ChangesTable } from '../changes/changes-table.js';

export function ChangesSection({ run }: { readonly run: RunRow }) {
  const { t } = useTexts();
  const [kind, setKind] = useState('');
  const changes = useInfiniteQuery({ ...changesQuery(run.id, kind), placeholderData: keepPreviousData });
  const isEmpty = changes.data?.pages.every((page) => page.items.length === 0);
  const kinds = COUNTS.flatMap(({ kind: value, text }) => (value ? [{ value, label: t(text) }] : []));
  if (isEmpty && kind === '' && !changes.isPlaceholderData) {
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
      <ListOfRows
        query={changes}
        empty={
          <Text size="sm" c="dimmed">
            {t('changes.noneOfKind')}
          </Text>
        }
      >
        {(rows) => <ChangesTable changes={rows} />}
      </ListOfRows>
    </Section>
  );
}
