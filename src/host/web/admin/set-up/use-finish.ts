import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { ApiError } from '../../shared/api/api-error.js';
import type { FieldError } from '../../shared/api/api-types.js';
import { useCreateJob, useStartRun } from '../../shared/api/jobs.js';
import { settingsOfJob, settingsQuery, useSaveSettings } from '../../shared/api/settings.js';
import type { Naming } from '../naming/naming-inputs.js';
import type { ChosenState } from './chosen.js';
import { setUpPage, type Step } from './steps.js';
import type { JobDraft } from './use-job-draft.js';

interface FinishOptions {
  readonly pool: string;
  /** Of a further job; undefined: the first job is set up. */
  readonly naming: Naming | undefined;
  readonly first: string;
  readonly draft: JobDraft;
  readonly state: ChosenState;
}

/** The step in which a section of the settings is chosen. */
const STEP_OF: Readonly<Record<string, Step>> = { dataPool: 'connect', search: 'people', mapping: 'map' };

/** What has inputs in this step or another one, which say what is refused. */
const INPUTS: ReadonlySet<string> = new Set(['name', 'schedule', ...Object.keys(STEP_OF)]);

/** Saves the settings of the job, together with the job itself if it is a further one, starts its first plan, and leads to it. */
export function useFinish({ pool, naming, first, draft, state }: FinishOptions) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const creation = useCreateJob();
  const job = naming?.name.trim() ?? first;
  const owner = settingsOfJob(job);
  const saving = useSaveSettings(owner);
  const start = useStartRun(job, 'plan');
  const isCreated = creation.data !== undefined && creation.variables?.name === job;

  const save = async () => {
    const { settings } = draft;
    if (naming && !isCreated) {
      await creation.mutateAsync({ ...naming, name: job, dataPool: pool, settings });
      return;
    }
    const { version } = await queries.fetchQuery({ ...settingsQuery(owner), staleTime: 0 });
    await saving.mutateAsync({ settings, version });
  };
  const finish = async () => {
    await save();
    const { id: plan } = await start.mutateAsync();
    state.forget();
    void navigate(`${setUpPage(pool)}?${new URLSearchParams({ plan, job }).toString()}`, { replace: true });
  };
  const mutation = useMutation({
    mutationFn: finish,
    onError: (error) => {
      const step = errorsIn(error).flatMap(({ field }) => STEP_OF[field.split('.')[0] ?? ''] ?? [])[0];
      if (step) draft.prove('', () => void navigate(setUpPage(pool, step)));
    },
  });
  const errors = errorsIn(mutation.error);
  const isMisnamed = errors.some(({ field }) => field === 'name');
  const isTold = errors.length > 0 && errors.every(({ field }) => INPUTS.has(field.split('.')[0] ?? ''));
  return {
    run: () => mutation.mutate(),
    pending: mutation.isPending,
    /** Why the name of a further job is refused. */
    namingError: isMisnamed ? mutation.error : undefined,
    errors,
    failure: isTold ? undefined : mutation.error,
  };
}

function errorsIn(error: unknown): readonly FieldError[] {
  return error instanceof ApiError ? error.fields : [];
}
