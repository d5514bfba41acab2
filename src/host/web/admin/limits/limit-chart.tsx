import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { GuardName } from '../../shared/api/api-types.js';
import { guardFiguresQuery } from '../../shared/api/jobs.js';
import { Failure } from '../../shared/components/failure.js';
import { useStatusText } from '../../shared/components/status-badge.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { runUrl } from '../../shared/dashboard/operator-urls.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import type { FormContext } from '../form/form-context.js';
import { heightOf, type JudgedRun, judgedRuns, limitIn } from './limit-history.js';
import classes from './limit-chart.module.css';

const PIXELS = 44;

interface LimitChartProps {
  readonly guard: GuardName;
  readonly context: FormContext;
  /** Whether it is the first chart of the form, which explains them. */
  readonly explains: boolean;
}

/** What the limit, as typed, would have done to the latest runs. Each bar is a run and leads to it. */
export function LimitChart({ guard, context, explains }: LimitChartProps) {
  const { t } = useTexts();
  const figures = useQuery(guardFiguresQuery(context.job));
  const limit = limitIn(context.values, guard);
  if (figures.isError) return explains && <Failure error={figures.error} retry={figures.refetch} />;
  if (!figures.data || !limit) return null;
  const runs = judgedRuns(figures.data, guard, limit);
  if (runs.length === 0) {
    return (
      explains && (
        <Text size="sm" c="dimmed">
          {t('limitChart.noRuns')}
        </Text>
      )
    );
  }
  const isOff = context.values[`limits.${guard}.enabled`] !== true;
  return (
    <Stack gap={4}>
      <Bars runs={runs} label={t('limitChart.label', { guard: t(`guards.names.${guard}`) })} />
      <Verdict runs={runs} isOff={isOff} />
      {explains && (
        <Text size="xs" c="dimmed">
          {t('limitChart.help')}
        </Text>
      )}
    </Stack>
  );
}

/** Read out when the limit changes what would have happened. */
function Verdict({ runs, isOff }: { readonly runs: readonly JudgedRun[]; readonly isOff: boolean }) {
  const { t } = useTexts();
  const stopped = runs.filter(({ isBeyond }) => isBeyond).length;
  const unknown = runs.filter(({ isUnknown }) => isUnknown).length;
  const counts = { count: runs.length, stopped, unknown };
  const sentences = [
    ...(stopped > 0 ? [t('limitChart.stopped', counts)] : []),
    ...(stopped === 0 && unknown === 0 ? [t('limitChart.none', counts)] : []),
    ...(unknown > 0 ? [t('limitChart.unknown', counts)] : []),
  ];
  const verdict = sentences.join(' ');
  return (
    <Text size="sm" role="status" {...(stopped > 0 ? { fw: 600 } : { c: 'dimmed' })}>
      {isOff ? t('limitChart.off', { verdict }) : verdict}
    </Text>
  );
}

function Bars({ runs, label }: { readonly runs: readonly JudgedRun[]; readonly label: string }) {
  const textOf = useRunText();
  const highest = Math.max(...runs.flatMap(({ people, most }) => [people, most]));
  return (
    <ol className={classes.runs} aria-label={label}>
      {runs.map((judged) => (
        <li key={judged.run.runId}>
          <a href={runUrl(judged.run.runId)} className={classes.run} title={textOf(judged)} aria-label={textOf(judged)}>
            <span className={classes.limit} style={{ bottom: heightOf(judged.most, highest, PIXELS) }} />
            <span
              className={classes.bar}
              data-beyond={judged.isBeyond}
              data-unknown={judged.isUnknown}
              style={{ height: Math.max(2, heightOf(judged.people, highest, PIXELS)) }}
            />
          </a>
        </li>
      ))}
    </ol>
  );
}

function useRunText(): (judged: JudgedRun) => string {
  const { t } = useTexts();
  const { instant, number, percent } = useFormats();
  const statusText = useStatusText();
  const fieldName = useFieldName();
  const inUnit = (unit: string | null, figure: string) =>
    unit === null ? figure : t('limitChart.inUnit', { unit, figure });
  return ({ run, field, unit, people, total, most, isBeyond, isUnknown, unitsAbove }) => {
    const at = { at: instant(run.endedAt), status: statusText(run.status) };
    if (people === 0) return t('limitChart.runNobody', at);
    const figure = t('limitChart.figure', {
      people: number(people),
      total: number(total),
      share: percent(total === 0 ? 0 : people / total),
    });
    const text = t(isBeyond ? 'limitChart.runBeyond' : 'limitChart.run', {
      ...at,
      figure: inUnit(unit, field === null ? figure : `${fieldName(field)} ${figure}`),
      most: number(most),
    });
    if (!isUnknown) return text;
    return unitsAbove === null
      ? t('limitChart.runUnknown', { text })
      : t('limitChart.runUnknownUpTo', { text, most: number(unitsAbove) });
  };
}
