import { Text } from '@mantine/core';
import type { WhyPerson } from '../api/why.js';
import { useFormats } from '../i18n/use-formats.js';
import { useTexts } from '../i18n/use-texts.js';
import { Differences } from '../changes/differences.js';

/** What a run would do now, or why it could not. */
export function WhyNext({ next }: Pick<WhyPerson, 'next'>) {
  const { t } = useTexts();
  const { list } = useFormats();
  if (!next) return null;
  const { kind, before, after, problem, fieldProblems, namesFreedBy } = next;
  return (
    <>
      {[...(problem ? [problem] : []), ...fieldProblems].map(({ message, remedy }) => (
        <Text key={message} size="sm" style={{ overflowWrap: 'anywhere' }}>
          {message} {remedy}
        </Text>
      ))}
      {namesFreedBy.length > 0 && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {t('why.namesFreed', {
            count: namesFreedBy.length,
            users: list(namesFreedBy.map(({ userName }) => userName)),
          })}
        </Text>
      )}
      {kind && (
        <div>
          <Text size="sm" fw={600}>
            {t(kind === 'create' ? 'why.nextCreates' : 'why.next')}
          </Text>
          <Differences change={{ kind, before, after }} />
        </div>
      )}
    </>
  );
}
