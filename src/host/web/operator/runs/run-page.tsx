import { Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { countsMeaning } from '../../shared/api/counts-meaning.js';
import { isUnderWay } from '../../shared/api/run-status.js';
import { runQuery } from '../../shared/api/runs.js';
import { useRunProgress } from '../../shared/api/use-run-progress.js';
import type { RunDetails, RunProgress, RunRow } from '../../shared/api/api-types.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { StatusBadge } from '../../shared/components/status-badge.js';
import { ApprovePlan } from './approve-plan.js';
import { LiveProgress } from './live-progress.js';
import { PlanEffect } from './plan-effect.js';
import { RunCounts } from './run-counts.js';
import { RunFacts } from './run-facts.js';
import { GuardFindings } from './guard-findings.js';
import { RedoneByNextRun } from './redone-by-next-run.js';
import { RevertButton } from './revert-button.js';
import { changesIn } from './counts.js';
import { RunRows } from './run-rows.js';
import { ResumeRun } from './resume-run.js';
import { RunReason } from './run-reason.js';
import { SettingsOfPlan } from './settings-of-plan.js';

export function RunPage() {
  const { t } = useTexts();
  const { instant } = useFormats();
  const { id = '' } = useParams();
  const run = useQuery(runQuery(id));
  const title = run.data
    ? t(run.data.mode === 'plan' ? 'plan.titleAt' : 'runs.titleAt', {
        at: instant(run.data.startedAt ?? run.data.queuedAt),
      })
    : t('runs.one');
  const underWay = run.data !== undefined && isUnderWay(run.data);
  const progress = useRunProgress(id, underWay);
  return (
    <PageLayout
      title={title}
      crumbs={[
        { label: t('navigation.admin') },
        { label: t('jobs.title'), to: '/scheduled-jobs' },
        ...historyOf(run.data, t('runs.title')),
      ]}
      actions={
        run.data && (
          <Group gap="sm">
            <StatusBadge status={(underWay && progress?.status) || run.data.status} mode={run.data.mode} />
            {!underWay && countsMeaning(run.data) === 'applied' && changesIn(run.data.counts) > 0 && (
              <RevertButton runId={run.data.id} users={undefined} />
            )}
          </Group>
        )
      }
    >
      {run.isPending && <Loading rows={6} />}
      {run.isError && <Failure error={run.error} retry={run.refetch} />}
      {run.data && <RunContent run={run.data} progress={progress} />}
    </PageLayout>
  );
}

function historyOf(run: RunRow | undefined, label: string) {
  return run ? [{ label, to: `/scheduled-jobs/${encodeURIComponent(run.job)}/runs` }] : [];
}

interface RunContentProps {
  readonly run: RunDetails;
  readonly progress: RunProgress | undefined;
}

function RunContent({ run, progress }: RunContentProps) {
  const underWay = isUnderWay(run);
  // Without a plan there are no results, problems or changes.
  const hasPlan = !underWay && countsMeaning(run) !== 'none';
  const waits = !underWay && countsMeaning(run) === 'planned';
  return (
    <Stack gap="lg">
      {waits && <PlanEffect run={run} />}
      <RunReason run={run} />
      {underWay && <LiveProgress run={run} progress={progress} />}
      {run.plan.next === 'resume' && <ResumeRun run={run} />}
      {waits && <GuardFindings run={run} />}
      {waits && <ApprovePlan run={run} />}
      {waits && <SettingsOfPlan run={run} />}
      {hasPlan && run.redone && <RedoneByNextRun run={run} redone={run.redone} />}
      {hasPlan && <RunCounts run={run} />}
      <RunFacts run={run} />
      {!underWay && <RunRows run={run} hasPlan={hasPlan} />}
    </Stack>
  );
}
