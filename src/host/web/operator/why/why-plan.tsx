import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { WhyPerson } from '../../shared/api/why.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Differences } from '../changes/differences.js';

/** What the plan that waits for approval would do with someone. */
export function WhyPlan({ plan }: Pick<WhyPerson, 'plan'>) {
  const { t } = useTexts();
  const { instant } = useFormats();
  if (!plan) return null;
  return (
    <Stack gap={2} fz="sm">
      <Text inherit fw={plan.change ? 600 : undefined}>
        {t(plan.change ? 'why.plan' : 'why.planLacks')}
      </Text>
      {plan.change && <Differences change={plan.change} />}
      <Text inherit>{t('waiting.until', { at: instant(plan.until) })}</Text>
      <Anchor component={Link} to={`/runs/${plan.runId}`} size="sm" py={4} style={{ width: 'fit-content' }}>
        {t('why.toPlan')}
      </Anchor>
    </Stack>
  );
}
