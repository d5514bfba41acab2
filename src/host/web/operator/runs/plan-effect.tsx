import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RunRow } from '../../shared/api/api-types.js';
import { summaryQuery } from '../../shared/api/runs.js';
import { Failure } from '../../shared/components/failure.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { planConsequences } from './plan-consequences.js';

/** What a plan would do in one sentence, the worst consequence first. */
export function PlanEffect({ run }: { readonly run: Pick<RunRow, 'id' | 'counts' | 'reverts'> }) {
  const { t } = useTexts();
  const { number } = useFormats();
  const fieldName = useFieldName();
  const summary = useQuery(summaryQuery(run.id));
  if (summary.isError) return <Failure error={summary.error} retry={summary.refetch} />;
  // The sentence must not begin without its worst part.
  if (summary.isPending) return null;
  const sentence = planConsequences(run, summary.data)
    .map(({ text, count, field }) =>
      t(`plan.${text}`, { count, shown: number(count), field: field === null ? '' : fieldName(field) }),
    )
    .join(t('plan.separator'));
  if (sentence === '') return null;
  return (
    <div>
      <Text size="sm" c="dimmed">
        {t('plan.effect')}
      </Text>
      <Text fw={600}>{`${sentence.charAt(0).toLocaleUpperCase()}${sentence.slice(1)}.`}</Text>
    </div>
  );
}
