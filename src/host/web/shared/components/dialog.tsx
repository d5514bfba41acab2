import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/use-texts.js';
import classes from './dialog.module.css';

interface DialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly onClose?: () => void;
  /** @default md */
  readonly size?: 'sm' | 'md' | 'xl';
  /** For a dialog that must be answered. It is in front of all others. */
  readonly withoutClosing?: boolean;
  readonly children: ReactNode;
}

export function Dialog({ opened, title, onClose, size = 'md', withoutClosing = false, children }: DialogProps) {
  const { t } = useTexts();
  return (
    <Modal
      opened={opened}
      onClose={() => onClose?.()}
      title={title}
      size={size}
      centered
      closeOnEscape={!withoutClosing}
      closeOnClickOutside={!withoutClosing}
      withCloseButton={!withoutClosing}
      {...(withoutClosing ? { zIndex: 300 } : {})}
      classNames={{ title: classes.title ?? '' }}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
      // Mantine renders a <header>, which would otherwise be exposed as the banner of the page.
      attributes={{ header: { role: 'presentation' } }}
    >
      {children}
    </Modal>
  );
}
