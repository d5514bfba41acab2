import { useCallback } from 'react';
import { ApiError } from '../api/api-error.js';
import { useTexts } from '../i18n/use-texts.js';

/** What went wrong, in the reader's words: the host's own text where it gave one. */
export function useErrorText(): (error: unknown) => string {
  const { t, other } = useTexts();
  return useCallback(
    (error) => {
      if (!(error instanceof ApiError)) return t('failure.unexpected');
      if (error.status === 0) return t('failure.hostAway');
      return error.message || other('errors', error.code, t('failure.unexpected'), error.params);
    },
    [t, other],
  );
}
