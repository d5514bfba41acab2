import { Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useId, useState } from 'react';
import type { Job } from '../api/api-types.js';
import { countsMeaning } from '../api/counts-meaning.js';
import { useStatusText } from '../components/status-badge.js';
import { useFormats } from '../i18n/use-formats.js';
import { useTexts } from '../i18n/use-texts.js';
import { barHeights } from './bar-heights.js';
import { runUrl } from './operator-urls.js';
import classes from './recent-runs.module.css';

type Outcome = Job['outcomes'][number];

/** What the bars can show. */
const FIGURES = ['read', 'changes', 'problems', 'seconds'] as const;
type Figure = (typeof FIGURES)[number];

/** The latest runs, the oldest first. A bar shows a figure of a run, its colour the result, and leads to it. */
export function RecentRuns({ outcomes }: { readonly outcomes: readonly Outcome[] }) {
  const { t } = useTexts();
  const id = useId();
  const textOf = useOutcomeText();
  const figureText = useFigureText();
  const [figure, setFigure] = useState<Figure>('changes');
  if (outcomes.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('dashboard.noRuns')}
      </Text>
    );
  }
  const runs = outcomes.toReversed();
  const values = runs.map((run) => figureOf(run, figure));
  const heights = barHeights(values);
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600} id={id}>
          {t('dashboard.recentRuns')}
        </Text>
        <SegmentedControl
          aria-label={t('dashboard.figure')}
          value={figure}
          onChange={setFigure}
          size="xs"
          data={FIGURES.map((value) => ({ value, label: t(`dashboard.figures.${value}`) }))}
        />
      </Group>
      <div className={classes.chart}>
        <Text size="xs" c="dimmed" className={classes.scale}>
          <span>{figureText(figure, Math.max(...values))}</span>
          <span>{figureText(figure, 0)}</span>
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
      </div>
      <Text size="xs" c="dimmed">
        {t('dashboard.recentRunsHelp')}
      </Text>
    </Stack>
  );
}

/** Figures of a run without a complete plan would speak of an arbitrary part of the people. */
function figureOf(run: Outcome, figure: Figure): number {
  return figure !== 'seconds' && countsMeaning(run) === 'none' ? 0 : run[figure];
}

const OUTCOME_TEXTS = {
  none: 'dashboard.outcomeOnly',
  planned: 'dashboard.outcomePlanned',
  applied: 'dashboard.outcome',
} as const;

function useFigureText(): (figure: Figure, value: number) => string {
  const { number, duration } = useFormats();
  return (figure, value) => (figure === 'seconds' ? duration(value * 1_000) : number(value));
}

function useOutcomeText(): (outcome: Outcome) => string {
  const { t } = useTexts();
  const { instant, number, duration } = useFormats();
  const statusText = useStatusText();
  return ({ endedAt, status, effect, read, changes, problems, seconds }) =>
    t(OUTCOME_TEXTS[countsMeaning({ effect })], {
      at: instant(endedAt),
      status: statusText(status),
      read: number(read),
      changes: number(changes),
      problems: number(problems),
      duration: duration(seconds * 1_000),
    });
}
