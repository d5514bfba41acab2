import { Text } from '@mantine/core';
import type { RunRow } from '../../shared/api/api-types.js';
import { useSectionList } from '../../shared/components/use-section-list.js';
import { type TextKey, useTexts } from '../../shared/i18n/use-texts.js';

type ApprovalNeed = NonNullable<RunRow['approvalNeed']>;

const TEXTS: Readonly<Record<ApprovalNeed['because'], TextKey>> = {
  changed: 'plan.waitsChanged',
  always: 'plan.waitsAlways',
  'four-eyes': 'plan.waitsFourEyes',
  stopped: 'plan.waitsStopped',
};

/** Why the run waits for approval. */
export function ApprovalNeedText({ need }: { readonly need: ApprovalNeed }) {
  const { t } = useTexts();
  const sectionList = useSectionList();
  return (
    <Text size="sm" fw={550}>
      {t(TEXTS[need.because], { sections: sectionList(need.sections) })}
    </Text>
  );
}
