import { Group, Progress, Stack, Text } from '@mantine/core';
import type { RunProgress, RunRow } from '../../shared/api/wire.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Section } from '../../shared/components/section.js';
import { useStatusText } from '../../shared/components/status-badge.js';
import { useProgressText } from './progress-line.js';

interface LiveProgressProps {
  readonly run: RunRow;
  readonly progress: RunProgress | undefined;
}

/** A run as it goes on. While it reads nobody knows how much is to come: the bar moves without a share. */
export function LiveProgress({ run, progress }: LiveProgressProps) {
  const { t } = useTexts();
  const { percent } = useFormats();
  const textOf = useProgressText();
  const statusText = useStatusText();
  const now = progress ?? { runId: run.id, status: run.status, read: run.counts.read, applied: 0, total: null };
  const share = now.status === 'applying' && now.total ? now.applied / now.total : null;
  return (
    <Section title={t('progress.title')}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Text size="sm" fw={600} aria-live="polite">
            {statusText(now.status)}
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
            aria-valuetext={textOf(now)}
          />
        </Progress.Root>
        <Text size="sm">{textOf(now)}</Text>
      </Stack>
    </Section>
  );
}
