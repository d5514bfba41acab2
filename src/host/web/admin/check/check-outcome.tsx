import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconPlugConnectedX, type Icon } from '@tabler/icons-react';
import type { CheckReport } from '../../shared/api/api-types.js';
import { type TextKey, useTexts } from '../../shared/i18n/use-texts.js';

interface Look {
  readonly text: TextKey;
  readonly color: 'green' | 'yellow' | 'red';
  readonly icon: Icon;
}

const LOOKS: Readonly<Record<CheckReport['outcome'], Look>> = {
  ready: { text: 'check.ready', color: 'green', icon: IconCircleCheck },
  connected: { text: 'check.connected', color: 'yellow', icon: IconAlertTriangle },
  'not-connected': { text: 'check.notConnected', color: 'red', icon: IconPlugConnectedX },
};

/** The result of a check with its reason and remedy, or with a note if some entries cannot be mapped. */
export function CheckOutcome({ report }: { readonly report: CheckReport }) {
  const { t } = useTexts();
  const { text, color, icon: Picture } = LOOKS[report.outcome];
  const explaining =
    report.steps.find(({ step }) => step === report.reason) ??
    report.steps.find(({ step, outcome }) => step === 'map' && outcome === 'warning');
  return (
    <Alert color={color} icon={<Picture aria-hidden />} title={t(text)} role="status">
      {explaining && (
        <>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {explaining.found}
          </Text>
          {explaining.remedy && (
            <Text size="sm" fw={550}>
              {t('check.remedy', { remedy: explaining.remedy })}
            </Text>
          )}
        </>
      )}
    </Alert>
  );
}
