import { Text } from '@mantine/core';
import type { WhyPerson } from '../../shared/api/why.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Differences } from '../changes/differences.js';

/** What a run that reads this entry alone would do now, or why it could not. */
export function WhyNext({ next }: Pick<WhyPerson, 'next'>) {
  const { t } = useTexts();
  if (!next) return null;
  const { kind, before, after, problem } = next;
  return (
    <>
      {problem && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {problem.message} {problem.remedy}
        </Text>
      )}
      {kind && (
        <div>
          <Text size="sm" fw={600}>
            {t('why.next')}
          </Text>
          <Differences change={{ kind, before, after }} />
        </div>
      )}
    </>
  );
}
