import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { ConflictsFound } from '../../shared/api/conflicts.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** The run or plan that found the conflicts, with a link. */
export function FoundByRun({ run }: { readonly run: NonNullable<ConflictsFound['run']> }) {
  const { t } = useTexts();
  const { instant } = useFormats();
  const title = run.mode === 'plan' ? 'plan.titleAt' : 'runs.titleAt';
  return (
    <Text size="sm" c="dimmed">
      {t('conflicts.foundBy')}{' '}
      <Anchor component={Link} to={`/runs/${run.id}`} inherit underline="always">
        {run.endedAt ? t(title, { at: instant(run.endedAt) }) : t('runs.one')}
      </Anchor>
    </Text>
  );
}
