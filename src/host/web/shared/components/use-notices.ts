import { notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import { ApiError } from '../api/api-error.js';
import { useTexts } from '../i18n/use-texts.js';
import { useErrorText } from './use-error-text.js';

export interface Notices {
  readonly done: (message: string) => void;
  /** @param title the consequence, shown above the reason. */
  readonly failed: (error: unknown, title?: string) => void;
}

/** Short messages in the corner of the page, announced by screen readers. */
export function useNotices(): Notices {
  const { t } = useTexts();
  const textOf = useErrorText();
  return useMemo(() => {
    const closeButtonProps = { 'aria-label': t('actions.close') };
    return {
      done: (message) => notifications.show({ message, color: 'green', closeButtonProps }),
      failed: (error, title) => {
        // The sign-in page, which is shown instead, reports that the session has ended.
        if (error instanceof ApiError && error.status === 401) return;
        notifications.show({ title, message: textOf(error), color: 'red', autoClose: 10_000, closeButtonProps });
      },
    };
  }, [t, textOf]);
}
