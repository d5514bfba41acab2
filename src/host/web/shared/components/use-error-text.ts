import { useCallback } from 'react';
import { ApiError } from '../api/api-error.js';
import { useTexts } from '../i18n/use-texts.js';

/** Bad gateway, service unavailable and gateway time-out. */
const GATEWAY: ReadonlySet<number> = new Set([502, 503, 504]);

/** The message of an error in the language of the user, preferably the text that the host sent. */
export function useErrorText(): (error: unknown) => string {
  const { t, lookUp } = useTexts();
  return useCallback(
    (error) => {
      if (!(error instanceof ApiError)) return t('failure.unexpected');
      if (error.status === 0) return t('failure.hostUnreachable');
      // A proxy answers with a page instead of a message.
      if (!error.message && GATEWAY.has(error.status)) return t('failure.hostUnreachable');
      return error.message || lookUp('errors', error.code, t('failure.unexpected'), error.params);
    },
    [t, lookUp],
  );
}
