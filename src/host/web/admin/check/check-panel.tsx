import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconPlugConnected } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Failure } from '../../shared/components/failure.js';
import { Section } from '../../shared/components/section.js';
import { CheckOutcome } from './check-outcome.js';
import { CheckSteps } from './check-steps.js';
import { type ConnectionCheck, fieldErrorsOf } from './use-connection-check.js';
import { SampleUsers } from './sample-users.js';

interface CheckPanelProps {
  readonly connectionCheck: ConnectionCheck;
  /** A link to the setting that remedies a finding. */
  readonly linkTo: (field: string) => ReactNode;
  /** The invalid values that have not been corrected yet. */
  readonly children: ReactNode;
}

export function CheckPanel({ connectionCheck, linkTo, children }: CheckPanelProps) {
  const { t } = useTexts();
  const { check, run } = connectionCheck;
  const report = check.data;
  const result = useRef<HTMLDivElement>(null);
  const hasResult = check.isSuccess || check.isError;
  useEffect(() => {
    if (hasResult) result.current?.scrollIntoView({ block: 'nearest' });
  }, [hasResult]);
  return (
    <Section
      title={t('check.title')}
      help={t('check.help')}
      actions={
        <Button
          variant="light"
          leftSection={<IconPlugConnected size={18} aria-hidden />}
          loading={check.isPending}
          onClick={run}
        >
          {t('check.run')}
        </Button>
      }
    >
      <div ref={result} aria-live="polite">
        {check.isPending && <Text size="sm">{t('check.running')}</Text>}
        {check.isError &&
          (fieldErrorsOf(check.error).length === 0 ? (
            <Failure error={check.error} />
          ) : (
            children && (
              <Alert color="red" icon={<IconAlertCircle aria-hidden />} title={t('check.notRun')} role="alert">
                {children}
              </Alert>
            )
          ))}
        {report && (
          <Stack gap="md">
            <CheckOutcome report={report} />
            <CheckSteps steps={report.steps} linkTo={linkTo} />
            {report.sample.length > 0 && <SampleUsers users={report.sample} />}
          </Stack>
        )}
      </div>
    </Section>
  );
}
