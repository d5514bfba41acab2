import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import { ApiError } from '../api/api-error.js';
import { useTexts } from '../i18n/use-texts.js';
import { useErrorText } from './use-error-text.js';

export interface Notices {
  readonly done: (message: string) => void;
  /** Stays until it is closed. */
  readonly info: (message: string) => void;
  /** @param title the consequence, shown above the reason. */
  readonly failed: (error: unknown, title?: string) => void;
  /** With a button that takes back what was done. Stays until the function that it returns is called. */
  readonly undoable: (message: string, undo: () => void) => () => void;
}

/** Short messages in the corner of the page, announced by screen readers. */
export function useNotices(): Notices {
  const { t } = useTexts();
  const textOf = useErrorText();
  return useMemo(() => {
    const closeButtonProps = { 'aria-label': t('actions.close') };
    return {
      done: (message) => notifications.show({ message, color: 'green', closeButtonProps }),
      info: (message) => notifications.show({ message, color: 'yellow', autoClose: false, closeButtonProps }),
      failed: (error, title) => {
        // Another user has signed in, which is reported.
        if (error instanceof ApiError && error.status === 401) return;
        notifications.show({ title, message: textOf(error), color: 'red', autoClose: 10_000, closeButtonProps });
      },
      undoable: (message, undo) => {
        const hide = () => notifications.hide(id);
        const id = notifications.show({
          message: (
            <UndoMessage
              text={message}
              action={t('undo.action')}
              onUndo={() => {
                hide();
                undo();
              }}
            />
          ),
          autoClose: false,
          closeButtonProps,
        });
        return hide;
      },
    };
  }, [t, textOf]);
}

interface UndoMessageProps {
  readonly text: string;
  readonly action: string;
  readonly onUndo: () => void;
}

function UndoMessage({ text, action, onUndo }: UndoMessageProps) {
  return (
    <Group justify="space-between" gap="sm" wrap="nowrap">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {text}
      </Text>
      <Button size="xs" variant="default" style={{ flexShrink: 0 }} onClick={onUndo}>
        {action}
      </Button>
    </Group>
  );
}
