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
const STEP_OF: Readonly<Record<string, Step>> = { search: 'people', mapping: 'map' };

/** Creates the job if it is a further one, saves its settings, starts its first plan, and leads to it. */
export function useFinish({ pool, naming, first, draft, state }: FinishOptions) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const creation = useCreateJob();
  const job = naming?.name.trim() ?? first;
  const owner = settingsOfJob(job);
  const saving = useSaveSettings(owner);
  const start = useStartRun(job, 'plan');
  const isCreated = creation.data !== undefined && creation.variables?.name === job;

  const exists = () =>
    naming === undefined || isCreated
      ? Promise.resolve(true)
      : creation.mutateAsync({ ...naming, name: job, dataPool: pool }).then(
          () => true,
          () => false,
        );
  const finish = async () => {
    if (!(await exists())) return;
    const { version } = await queries.fetchQuery({ ...settingsQuery(owner), staleTime: 0 });
    await saving.mutateAsync({ settings: draft.settings, version });
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
  return {
    run: () => mutation.mutate(),
    pending: mutation.isPending,
    creationError: creation.error,
    errors,
    failure: errors.length > 0 ? undefined : mutation.error,
  };
}

function errorsIn(error: unknown): readonly FieldError[] {
  return error instanceof ApiError ? error.fields : [];
}
