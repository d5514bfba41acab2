import { Alert } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Failure } from '../../shared/components/failure.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { fieldErrorsOf } from './use-connection-check.js';

interface NotRunProps {
  readonly error: unknown;
  /** The invalid values that have not been corrected yet. */
  readonly children: ReactNode;
}

/** Why something could not be done with the values of the form: an error, or values that are not valid. */
export function NotRun({ error, children }: NotRunProps) {
  const { t } = useTexts();
  if (!error) return null;
  if (fieldErrorsOf(error).length === 0) return <Failure error={error} />;
  if (!children) return null;
  return (
    <Alert color="red" icon={<IconAlertCircle aria-hidden />} title={t('check.notRun')} role="alert">
      {children}
    </Alert>
  );
}
