import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { JOBS_KEY } from './jobs.js';
import { progressToShow } from './run-status.js';
import { RUNS_KEY } from './runs.js';
import { sessionQuery } from './session.js';
import type { RunProgress } from './api-types.js';

/** The live progress of a run. Refetches the run when it ends. */
export function useRunProgress(runId: string | null, underWay: boolean): RunProgress | undefined {
  const queries = useQueryClient();
  const session = useQuery(sessionQuery).data?.csrfToken;
  const [progress, setProgress] = useState<RunProgress>();

  useEffect(() => {
    if (!runId || !underWay || !session) return undefined;
    const events = new EventSource(`/api/runs/${encodeURIComponent(runId)}/events`);
    events.addEventListener('progress', (event: MessageEvent<string>) => {
      const latest = JSON.parse(event.data) as RunProgress;
      setProgress((shown) => progressToShow(shown, latest));
    });
    events.addEventListener('end', () => {
      events.close();
      void queries.invalidateQueries({ queryKey: RUNS_KEY });
      void queries.invalidateQueries({ queryKey: JOBS_KEY });
    });
    return () => events.close();
  }, [queries, runId, underWay, session]);

  return underWay && progress?.runId === runId ? progress : undefined;
}
