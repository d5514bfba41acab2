import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { WhyPerson } from '../api/why.js';
import { useFormats } from '../i18n/use-formats.js';
import { useTexts } from '../i18n/use-texts.js';
import { Differences } from '../changes/differences.js';
import { mayBeConflict } from './conflict-address.js';
import { useProblemMessage } from './use-problem-message.js';

interface WhyNextProps extends Pick<WhyPerson, 'next'> {
  /** The way to the conflicts of the person with this code. */
  readonly toConflicts: (code: string) => ReactNode;
}

/** What a run would do now, or why it could not. */
export function WhyNext({ next, toConflicts }: WhyNextProps) {
  const { t } = useTexts();
  const { list } = useFormats();
  const messageOf = useProblemMessage();
  if (!next) return null;
  const { kind, before, after, problem, fieldProblems, namesFreedBy } = next;
  return (
    <>
      {[...(problem ? [problem] : []), ...fieldProblems].map(({ code, message, params, remedy }) => (
        <Text key={message} size="sm" style={{ overflowWrap: 'anywhere' }}>
          {messageOf({ message, params })} {remedy} {mayBeConflict(code) && toConflicts(code)}
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
