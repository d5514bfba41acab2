import { useQuery } from '@tanstack/react-query';
import { settingsFormQuery } from '../../shared/api/jobs.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { NoJobs } from '../batch-synchronization/jobs-page.js';
import { useChosen } from './chosen.js';
import { MapStep } from './map-step.js';
import { PeopleStep } from './people-step.js';
import { ScheduleStep } from './schedule-step.js';
import type { Step } from './steps.js';
import { useFound } from './use-found.js';
import { useJobDraft } from './use-job-draft.js';
import { useTargetJob } from './use-target-job.js';

interface FurtherStepsProps {
  readonly pool: string;
  readonly step: Exclude<Step, 'connect'>;
}

/** The steps after the connection. What is chosen in one stays while another is shown. */
export function FurtherSteps({ pool, step }: FurtherStepsProps) {
  const target = useTargetJob(pool);
  const state = useChosen(pool);
  const found = useFound(pool, state.chosen);
  const definition = useQuery({ ...settingsFormQuery(target.first), enabled: target.first !== '' });
  const draft = useJobDraft({ pool, target, state, found });
  const error = target.error ?? definition.error ?? (found.proposal ? undefined : found.error);
  if (target.isDisabled) return <NoJobs />;
  if (error) return <Failure error={error} retry={found.retry} />;
  if (!found.proposal || !definition.data || !target.settings) return <Loading rows={6} />;
  const shared = { pool, state, found, draft, definition: definition.data };
  if (step === 'people') return <PeopleStep {...shared} />;
  if (step === 'map') return <MapStep {...shared} />;
  return <ScheduleStep {...shared} target={target} />;
}
