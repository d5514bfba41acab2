import { Anchor, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { RunRow } from '../../shared/api/api-types.js';
import { revertsQuery, runQuery } from '../../shared/api/runs.js';
import type { Fact } from '../../shared/components/facts.js';
import { useErrorText } from '../../shared/components/use-error-text.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** Which run a run turns back, with the reason, and which runs and plans turn it back. */
export function useRevertFacts(run: RunRow): readonly Fact[] {
  const { t } = useTexts();
  const fieldName = useFieldName();
  const isEnded = run.endedAt !== null;
  const textOf = useErrorText();
  const asked = useQuery({ ...revertsQuery(run.id), enabled: isEnded && run.mode === 'apply' });
  const reverts = asked.data ?? [];
  const { reverts: revert } = run;
  const scope = revert && [
    ...(revert.users ? [t('revert.users', { count: revert.users.length })] : []),
    ...(revert.fields ?? []).map(fieldName),
  ];
  return [
    ...(revert
      ? [
          {
            label: t('revert.of'),
            value: (
              <>
                <RevertedRun id={revert.runId} />
                {scope && scope.length > 0 && <Text size="sm">{scope.join(', ')}</Text>}
              </>
            ),
          },
          { label: t('revert.reason'), value: revert.reason },
        ]
      : []),
    ...(asked.isError ? [{ label: t('revert.by'), value: textOf(asked.error) }] : []),
    ...(reverts.length > 0
      ? [
          {
            label: t('revert.by'),
            value: (
              <Stack gap={2}>
                {reverts.map((each) => (
                  <RevertingRun key={each.id} run={each} />
                ))}
              </Stack>
            ),
          },
        ]
      : []),
  ];
}

function RevertedRun({ id }: { readonly id: string }) {
  const { t } = useTexts();
  const { instant } = useFormats();
  const { data } = useQuery(runQuery(id));
  return (
    <Anchor component={Link} to={`/runs/${id}`} inherit>
      {data ? t('revert.ofRun', { at: instant(data.startedAt ?? data.queuedAt) }) : id}
    </Anchor>
  );
}

function RevertingRun({ run: { id, mode, startedAt, queuedAt } }: { readonly run: RunRow }) {
  const { t } = useTexts();
  const { instant } = useFormats();
  const kind = t(mode === 'plan' ? 'revert.kindPlan' : 'revert.kindRun');
  return (
    <Anchor component={Link} to={`/runs/${id}`} inherit>
      {t('revert.byRun', { kind, at: instant(startedAt ?? queuedAt) })}
    </Anchor>
  );
}
