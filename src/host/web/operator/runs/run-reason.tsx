import { Alert, Box, Text } from '@mantine/core';
import { IconAlertCircle, IconHandStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { RunEffect, RunRow } from '../../shared/api/api-types.js';
import { guardsQuery } from '../../shared/api/runs.js';
import { type TextKey, useTexts } from '../../shared/i18n/use-texts.js';
import { SettingToCorrect } from './setting-to-correct.js';

const TITLES: Readonly<Partial<Record<RunRow['status'], TextKey>>> = {
  failed: 'runs.failedTitle',
  stopped: 'runs.stoppedTitle',
  cancelled: 'runs.cancelledTitle',
};

const TITLES_OF_PLANS: typeof TITLES = {
  failed: 'plan.failedTitle',
  stopped: 'plan.stoppedTitle',
  cancelled: 'plan.cancelledTitle',
};

const EFFECTS: Readonly<Partial<Record<RunEffect, TextKey>>> = {
  'nothing-planned': 'runs.nothingPlanned',
  planned: 'runs.nothingApplied',
  'nothing-applied': 'runs.nothingApplied',
  'partly-applied': 'runs.partlyApplied',
};

/** Why a run ended early, and what it left. */
export function RunReason({ run }: { readonly run: RunRow }) {
  const { t } = useTexts();
  const isPlan = run.mode === 'plan';
  // A plan that ended early has none.
  const effect = isPlan ? 'plan.nothingPlanned' : EFFECTS[run.effect];
  const title = (isPlan ? TITLES_OF_PLANS : TITLES)[run.status];
  // Each guard gives its own reason below, where it has found something.
  const guards = useQuery({ ...guardsQuery(run.id), enabled: run.status === 'stopped' });
  const isBelow = run.status === 'stopped' && (guards.isPending || (guards.data ?? []).length > 0);
  if (!effect || !title) return null;
  const failed = run.status === 'failed';
  return (
    <Alert
      color={failed ? 'red' : 'yellow'}
      icon={failed ? <IconAlertCircle aria-hidden /> : <IconHandStop aria-hidden />}
      title={t(title)}
    >
      {run.reason && !isBelow && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {run.reason.message}
        </Text>
      )}
      <Text size="sm" fw={550}>
        {t(effect)}
      </Text>
      {run.reason?.field && (
        <Box mt="xs">
          <SettingToCorrect job={run.job} field={run.reason.field} />
        </Box>
      )}
    </Alert>
  );
}
