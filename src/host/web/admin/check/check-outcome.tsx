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

/** Steps whose warnings say what a run would do. */
const LOOKING_AHEAD: ReadonlySet<string> = new Set(['rights', 'map']);

/** Of a data pool, nobody is looked for: a connection is all that can be said. */
function isWithoutPeople({ outcome, steps }: CheckReport): boolean {
  return outcome === 'ready' && !steps.some(({ step }) => step === 'search');
}

/** The result of a check with its reason and remedy, or with the first warning about what a run would do. */
export function CheckOutcome({ report }: { readonly report: CheckReport }) {
  const { t } = useTexts();
  const warning = report.steps.find(({ step, outcome }) => LOOKING_AHEAD.has(step) && outcome === 'warning');
  const explaining = report.steps.find(({ step }) => step === report.reason) ?? warning;
  const { color, icon: Picture } = warning && report.outcome === 'ready' ? LOOKS.connected : LOOKS[report.outcome];
  return (
    <Alert
      color={color}
      icon={<Picture aria-hidden />}
      title={t(isWithoutPeople(report) ? 'check.reached' : LOOKS[report.outcome].text)}
      role="status"
    >
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
