import { Group, Progress, Stack, Text } from '@mantine/core';
import type { RunProgress, RunRow } from '../../shared/api/api-types.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Section } from '../../shared/components/section.js';
import { useStatusText } from '../../shared/components/status-badge.js';
import { CancelRun } from './cancel-run.js';
import { useProgressText } from './progress-line.js';
import { RunTimes } from './run-times.js';
import { WaitsFor } from './waits-for.js';

interface LiveProgressProps {
  readonly run: RunRow;
  readonly progress: RunProgress | undefined;
}

/** The progress of a run. The total is unknown while the directory is read, so the bar is indeterminate. */
export function LiveProgress({ run, progress }: LiveProgressProps) {
  const { t } = useTexts();
  const { percent } = useFormats();
  const textOf = useProgressText();
  const statusText = useStatusText();
  const current = progress ?? {
    runId: run.id,
    status: run.status,
    read: run.counts.read,
    applied: 0,
    total: null,
    expected: null,
  };
  const share = current.status === 'applying' && current.total ? current.applied / current.total : null;
  return (
    <Section title={t('progress.title')}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Text size="sm" fw={600} aria-live="polite">
            {statusText(current.status, run.mode)}
          </Text>
          <Text size="sm" c="dimmed">
            {share === null ? '' : percent(share)}
          </Text>
        </Group>
        <Progress.Root size="lg">
          <Progress.Section
            value={share === null ? 100 : share * 100}
            animated={share === null}
            striped={share === null}
            aria-label={t('progress.title')}
            aria-valuetext={textOf(current)}
          />
        </Progress.Root>
        <Group justify="space-between">
          <div>
            <Text size="sm">{textOf(current)}</Text>
            {current.status === 'queued' && <WaitsFor run={run} />}
            <RunTimes startedAt={run.startedAt} progress={current} />
          </div>
          <CancelRun run={run} />
        </Group>
      </Stack>
    </Section>
  );
}
