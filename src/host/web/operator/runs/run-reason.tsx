import { Alert, Box, Text } from '@mantine/core';
import { IconAlertCircle, IconHandStop } from '@tabler/icons-react';
import type { RunEffect, RunRow } from '../../shared/api/api-types.js';
import { type TextKey, useTexts } from '../../shared/i18n/use-texts.js';
import { SettingToCorrect } from './setting-to-correct.js';

const TITLES: Readonly<Partial<Record<RunRow['status'], TextKey>>> = {
  failed: 'runs.failedTitle',
  stopped: 'runs.stoppedTitle',
  cancelled: 'runs.cancelledTitle',
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
  const effect = EFFECTS[run.effect];
  const title = TITLES[run.status];
  if (!effect || !title) return null;
  const failed = run.status === 'failed';
  return (
    <Alert
      color={failed ? 'red' : 'yellow'}
      icon={failed ? <IconAlertCircle aria-hidden /> : <IconHandStop aria-hidden />}
      title={t(title)}
    >
      {run.reason && (
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
