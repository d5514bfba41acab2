import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Confirmation } from '../../shared/components/confirmation.js';

interface LeaveGuardProps {
  readonly dirty: boolean;
  /** Called when the user has confirmed. */
  readonly onLeave: () => void;
}

/** Asks for confirmation before a navigation discards unsaved changes. */
export function LeaveGuard({ dirty, onLeave }: LeaveGuardProps) {
  const { t } = useTexts();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname,
  );

  useEffect(() => {
    if (!dirty) return undefined;
    const confirmUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', confirmUnload);
    return () => window.removeEventListener('beforeunload', confirmUnload);
  }, [dirty]);

  return (
    <Confirmation
      opened={blocker.state === 'blocked'}
      title={t('leave.title')}
      text={t('leave.text')}
      confirm={t('leave.confirm')}
      danger
      onConfirm={() => {
        onLeave();
        blocker.proceed?.();
      }}
      onClose={() => blocker.reset?.()}
    />
  );
}
