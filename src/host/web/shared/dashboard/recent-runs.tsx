import { Stack, Text } from '@mantine/core';
import { useId } from 'react';
import type { Job } from '../api/api-types.js';
import { useStatusText } from '../components/status-badge.js';
import { useFormats } from '../i18n/use-formats.js';
import { useTexts } from '../i18n/use-texts.js';
import { barHeights } from './bar-heights.js';
import { runUrl } from './operator-urls.js';
import classes from './recent-runs.module.css';

type Outcome = Job['outcomes'][number];

/** The latest runs, the oldest first. A bar shows the changes of a run, its colour the result, and leads to it. */
export function RecentRuns({ outcomes }: { readonly outcomes: readonly Outcome[] }) {
  const { t } = useTexts();
  const id = useId();
  const textOf = useOutcomeText();
  if (outcomes.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('dashboard.noRuns')}
      </Text>
    );
  }
  const runs = outcomes.toReversed();
  const heights = barHeights(runs.map(({ changes }) => changes));
  return (
    <Stack gap={6}>
      <Text size="sm" fw={600} id={id}>
        {t('dashboard.recentRuns')}
      </Text>
      <ol className={classes.runs} aria-labelledby={id}>
        {runs.map((run, index) => (
          <li key={run.id}>
            <a href={runUrl(run.id)} className={classes.run} title={textOf(run)} aria-label={textOf(run)}>
              <span className={classes.bar} data-status={run.status} style={{ height: heights[index] }} />
            </a>
          </li>
        ))}
      </ol>
      <Text size="xs" c="dimmed">
        {t('dashboard.recentRunsHelp')}
      </Text>
    </Stack>
  );
}

function useOutcomeText(): (outcome: Outcome) => string {
  const { t } = useTexts();
  const { instant, number, duration } = useFormats();
  const statusText = useStatusText();
  return ({ endedAt, status, mode, read, changes, problems, seconds }) =>
    t('dashboard.outcome', {
      at: instant(endedAt),
      status: status === 'planned' && mode === 'plan' ? t('status.plan') : statusText(status),
      read: number(read),
      changes: number(changes),
      problems: number(problems),
      duration: duration(seconds * 1_000),
    });
}
