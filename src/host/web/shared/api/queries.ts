import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.js';
import { onSignedOut } from './client.js';
import { endedByHost } from './session.js';

/** What was read stays until an event of the host says that it is stale. */
export function createQueries(): QueryClient {
  const queries = new QueryClient({
    defaultOptions: {
      queries: { staleTime: 60_000, refetchOnWindowFocus: true, retry: worthAnotherTry },
    },
  });
  onSignedOut(() => endedByHost(queries));
  return queries;
}

function worthAnotherTry(failures: number, error: Error): boolean {
  const refused = error instanceof ApiError && error.status >= 400 && error.status < 500;
  return !refused && failures < 2;
}
