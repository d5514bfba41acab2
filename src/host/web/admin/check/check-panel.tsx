import { Button, Stack, Text } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Section } from '../../shared/components/section.js';
import { CheckOutcome } from './check-outcome.js';
import { AttributeShares } from './attribute-shares.js';
import { CheckSteps } from './check-steps.js';
import { NotRun } from './not-run.js';
import type { ConnectionCheck } from './use-connection-check.js';
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
        <NotRun error={check.error}>{children}</NotRun>
        {report && (
          <Stack gap="md">
            <CheckOutcome report={report} />
            <CheckSteps steps={report.steps} linkTo={linkTo} />
            {report.shares && report.shares.length > 0 && <AttributeShares shares={report.shares} />}
            {report.sample.length > 0 && <SampleUsers users={report.sample} />}
          </Stack>
        )}
      </div>
    </Section>
  );
}
