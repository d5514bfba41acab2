import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck, IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { ApiError } from '../../shared/api/api-error.js';
import { useCheck } from '../../shared/api/jobs.js';
import type { FieldError, SettingsRecord } from '../../shared/api/wire.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Failure } from '../../shared/components/failure.js';
import { Section } from '../../shared/components/section.js';
import { CheckSteps } from './check-steps.js';
import { SamplePeople } from './sample-people.js';

interface CheckPanelProps {
  readonly symbolicName: string;
  /** What is typed now: it need not be saved to be checked. */
  readonly settings: () => SettingsRecord;
  /** Told what is wrong with what is typed; nothing, when it could be tried. */
  readonly onChecked: (errors: readonly FieldError[]) => void;
  /** What is still wrong of that. */
  readonly children: ReactNode;
}

export function CheckPanel({ symbolicName, settings, onChecked, children }: CheckPanelProps) {
  const { t } = useTexts();
  const check = useCheck(symbolicName);
  const report = check.data;
  const answer = useRef<HTMLDivElement>(null);
  const isAnswered = check.isSuccess || check.isError;
  useEffect(() => {
    if (isAnswered) answer.current?.scrollIntoView({ block: 'nearest' });
  }, [isAnswered]);
  const run = () =>
    check.mutate(settings(), {
      onSettled: (_, error) => onChecked(wrongValuesIn(error)),
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
      <div ref={answer} aria-live="polite">
        {check.isPending && <Text size="sm">{t('check.running')}</Text>}
        {check.isError &&
          (wrongValuesIn(check.error).length === 0 ? (
            <Failure error={check.error} />
          ) : (
            children && (
              <Alert color="red" icon={<IconAlertCircle aria-hidden />} title={t('check.notTried')} role="alert">
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
            {report.sample.length > 0 && <SamplePeople people={report.sample} />}
          </Stack>
        )}
      </div>
    </Section>
  );
}

function wrongValuesIn(error: unknown): readonly FieldError[] {
  return error instanceof ApiError ? error.fields : [];
}
