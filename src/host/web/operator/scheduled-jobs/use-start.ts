import { useNavigate } from 'react-router';
import { ApiError } from '../../shared/api/api-error.js';
import { useStartRun } from '../../shared/api/jobs.js';
import type { RunRow } from '../../shared/api/api-types.js';
import { useNotices } from '../../shared/components/use-notices.js';

/**
 * Starts a run and opens its page. If another run prevents the start, opens that one.
 *
 * @param only someone who is synchronized alone.
 */
export function useStart(job: string, mode: RunRow['mode'], only?: string) {
  const notices = useNotices();
  const navigate = useNavigate();
  const run = useStartRun(job, mode, only);
  const start = () =>
    run.mutate(undefined, {
      onSuccess: ({ id }) => void navigate(`/runs/${id}`),
      onError: (error) => {
        notices.failed(error);
        if (error instanceof ApiError && error.conflictingRunId) void navigate(`/runs/${error.conflictingRunId}`);
      },
    });
  return { start, isPending: run.isPending };
}
