import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck, IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { ApiError } from '../../shared/api/api-error.js';
import { useCheck } from '../../shared/api/jobs.js';
import type { FieldError, SettingsRecord } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Failure } from '../../shared/components/failure.js';
import { Section } from '../../shared/components/section.js';
import { CheckSteps } from './check-steps.js';
import { SampleUsers } from './sample-users.js';

interface CheckPanelProps {
  readonly job: string;
  /** Returns the current values of the form, saved or not. */
  readonly settings: () => SettingsRecord;
  /** Receives the invalid values, or an empty list if the check was run. */
  readonly onChecked: (errors: readonly FieldError[]) => void;
  /** The invalid values that have not been corrected yet. */
  readonly children: ReactNode;
}

export function CheckPanel({ job, settings, onChecked, children }: CheckPanelProps) {
  const { t } = useTexts();
  const check = useCheck(job);
  const report = check.data;
  const result = useRef<HTMLDivElement>(null);
  const hasResult = check.isSuccess || check.isError;
  useEffect(() => {
    if (hasResult) result.current?.scrollIntoView({ block: 'nearest' });
  }, [hasResult]);
  const run = () =>
    check.mutate(settings(), {
      onSettled: (_, error) => onChecked(fieldErrorsOf(error)),
    });
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
            <Alert
              color={report.ok ? 'green' : 'red'}
              icon={report.ok ? <IconCircleCheck aria-hidden /> : <IconPlugConnectedX aria-hidden />}
              title={t(report.ok ? 'check.ok' : 'check.notOk')}
            />
            <CheckSteps steps={report.steps} />
            {report.sample.length > 0 && <SampleUsers users={report.sample} />}
          </Stack>
        )}
      </div>
    </Section>
  );
}

function fieldErrorsOf(error: unknown): readonly FieldError[] {
  return error instanceof ApiError ? error.fields : [];
}
