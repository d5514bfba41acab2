import { Anchor, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { WhyPerson } from '../../shared/api/why.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** What the newest runs recorded about someone: their problems, and what guards found that concerns them. */
export function RecentRuns({ problems, findings }: Pick<WhyPerson, 'problems' | 'findings'>) {
  const { t } = useTexts();
  return (
    <>
      {problems.length > 0 && (
        <Recorded title={t('why.problems')}>
          {problems.map(({ id, runId, message, remedy }) => (
            <InRun key={id} text={`${message} ${remedy}`} to={`/runs/${runId}?tab=problems`} />
          ))}
        </Recorded>
      )}
      {findings.length > 0 && (
        <Recorded title={t('why.findings')}>
          {findings.map(({ runId, guard, field, unit, message }) => (
            <InRun key={`${runId} ${guard} ${field} ${unit}`} text={message} to={`/runs/${runId}`} />
          ))}
        </Recorded>
      )}
    </>
  );
}

function Recorded({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {title}
      </Text>
      {children}
    </Stack>
  );
}

function InRun({ text, to }: { readonly text: string; readonly to: string }) {
  const { t } = useTexts();
  return (
    <Stack gap={2}>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {text}
      </Text>
      <Anchor component={Link} to={to} size="sm" py={4} style={{ width: 'fit-content' }}>
        {t('why.toRun')}
      </Anchor>
    </Stack>
  );
}
