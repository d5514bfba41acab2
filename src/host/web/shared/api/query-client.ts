import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.js';
import { onSessionRejected } from './client.js';
import { resumeSession } from './session.js';

/** Data stays fresh for a minute, or until an event of the host invalidates it. */
export function createQueryClient(): QueryClient {
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: { staleTime: 60_000, refetchOnWindowFocus: true, retry: shouldRetry },
    },
  });
  onSessionRejected((code) => resumeSession(queryClient, code));
  return queryClient;
}

function shouldRetry(failures: number, error: Error): boolean {
  const isClientError = error instanceof ApiError && error.status >= 400 && error.status < 500;
  return !isClientError && failures < 2;
}
