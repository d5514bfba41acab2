import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Confirmation } from '../../shared/components/confirmation.js';

/** Asks before unsaved changes are left behind. */
export function LeaveGuard({ dirty }: { readonly dirty: boolean }) {
  const { t } = useTexts();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname,
  );

  useEffect(() => {
    if (!dirty) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [dirty]);

  return (
    <Confirmation
      opened={blocker.state === 'blocked'}
      title={t('leave.title')}
      text={t('leave.text')}
      confirm={t('leave.confirm')}
      danger
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    />
  );
}
