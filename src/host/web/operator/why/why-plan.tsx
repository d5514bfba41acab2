import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { WhyPerson } from '../../shared/api/why.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Differences } from '../../shared/changes/differences.js';

/** What the plan that waits for approval would do with someone. */
export function WhyPlan({ plan }: Pick<WhyPerson, 'plan'>) {
  const { t } = useTexts();
  const { instant } = useFormats();
  const fieldName = useFieldName();
  if (!plan) return null;
  const reasons = plan.refused.map(({ field, cause }) => t(`why.refused.${cause}`, { field: fieldName(field) }));
  const without = reasons.length > 0 ? t('why.planRefuses', { reasons: reasons.join('; ') }) : t('why.planLacks');
  return (
    <Stack gap={2} fz="sm">
      <Text inherit fw={plan.change ? 600 : undefined}>
        {plan.change ? t('why.plan') : without}
      </Text>
      {plan.change && <Differences change={plan.change} />}
      <Text inherit>{t('waiting.until', { at: instant(plan.until) })}</Text>
      <Anchor component={Link} to={`/runs/${plan.runId}`} size="sm" py={4} style={{ width: 'fit-content' }}>
        {t('why.toPlan')}
      </Anchor>
    </Stack>
  );
}
