import { Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CheckReport } from '../../shared/api/api-types.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { type TextKey, useTexts } from '../../shared/i18n/use-texts.js';
import classes from './check-steps.module.css';

type Step = CheckReport['steps'][number];

const STEPS: Readonly<Record<Step['step'], TextKey>> = {
  resolve: 'check.steps.resolve',
  connect: 'check.steps.connect',
  tls: 'check.steps.tls',
  bind: 'check.steps.bind',
  base: 'check.steps.base',
  search: 'check.steps.search',
  rights: 'check.steps.rights',
  map: 'check.steps.map',
};

const OUTCOMES: Readonly<Record<Step['outcome'], { text: TextKey; icon: Icon; className: string | undefined }>> = {
  passed: { text: 'check.outcomes.passed', icon: IconCircleCheck, className: classes.passed },
  failed: { text: 'check.outcomes.failed', icon: IconCircleX, className: classes.failed },
  warning: { text: 'check.outcomes.warning', icon: IconAlertTriangle, className: classes.warning },
  skipped: { text: 'check.outcomes.skipped', icon: IconCircleDashed, className: classes.skipped },
};

interface CheckStepsProps {
  readonly steps: readonly Step[];
  /** A link to the setting that remedies a finding. */
  readonly linkTo: (field: string) => ReactNode;
}

export function CheckSteps({ steps, linkTo }: CheckStepsProps) {
  const { t } = useTexts();
  return (
    <ol className={classes.steps} aria-label={t('check.title')}>
      {steps.map((step) => (
        <CheckStep key={step.step} step={step} linkTo={linkTo} />
      ))}
    </ol>
  );
}

interface CheckStepProps extends Pick<CheckStepsProps, 'linkTo'> {
  readonly step: Step;
}

function CheckStep({ step, linkTo }: CheckStepProps) {
  const { t } = useTexts();
  const { duration } = useFormats();
  const { text, icon: Picture, className } = OUTCOMES[step.outcome];
  const { field, further } = step;
  const findings = [step, ...further].map((each) => each.found).filter(Boolean);
  const remedies = new Set([step, ...further].map((each) => each.remedy).filter(Boolean));
  return (
    <li className={classes.step}>
      <Picture size={22} stroke={1.8} className={className} aria-hidden />
      <div className={classes.content}>
        <Group gap="xs" justify="space-between" wrap="nowrap" align="baseline">
          <Text fw={600} size="sm">
            {t(STEPS[step.step])}
            <Text span inherit fw={500} className={className}>
              {' – '}
              {t(text)}
            </Text>
          </Text>
          {step.outcome !== 'skipped' && (
            <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {duration(step.milliseconds)}
            </Text>
          )}
        </Group>
        {findings.map((found) => (
          <Text key={found} size="sm" style={{ overflowWrap: 'anywhere' }}>
            {found}
          </Text>
        ))}
        {remedies.size > 0 && (
          <Text size="sm" fw={550}>
            {t('check.remedy', { remedy: [...remedies].join(' ') })}
          </Text>
        )}
        {field && remedies.size > 0 && step.outcome !== 'passed' && (
          <Text size="sm">
            {t('check.setting')} {linkTo(field)}
          </Text>
        )}
      </div>
    </li>
  );
}
