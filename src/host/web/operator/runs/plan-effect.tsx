import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RunRow } from '../../shared/api/api-types.js';
import { summaryQuery } from '../../shared/api/runs.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

const EFFECTS = [
  ['updated', 'plan.updates'],
  ['activated', 'plan.activates'],
  ['created', 'plan.creates'],
  ['problems', 'plan.leaves'],
] as const;

/** What a plan would do in one sentence, the worst consequence first. */
export function PlanEffect({ run }: { readonly run: Pick<RunRow, 'id' | 'counts'> }) {
  const { t } = useTexts();
  const { number } = useFormats();
  const fieldName = useFieldName();
  const patterns = useQuery(summaryQuery(run.id)).data?.patterns ?? [];
  const emptied = patterns
    .filter(({ pattern }) => pattern === 'emptied')
    .map(({ field, changes: count }) => t('plan.empties', { field: fieldName(field), count, shown: number(count) }));
  const others = EFFECTS.flatMap(([name, text]) => {
    const count = run.counts[name];
    return count > 0 ? [t(text, { count, shown: number(count) })] : [];
  });
  const sentence = [...emptied, ...others].join(t('plan.separator'));
  if (sentence === '') return null;
  return <Text fw={600}>{`${sentence.charAt(0).toLocaleUpperCase()}${sentence.slice(1)}.`}</Text>;
}
