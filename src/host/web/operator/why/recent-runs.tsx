import { Anchor, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { WhyPerson } from '../../shared/api/why.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { ToConflict } from '../conflicts/to-conflict.js';
import { useProblemMessage } from '../../shared/why/use-problem-message.js';
import { OffendingValue } from '../runs/offending-value.js';

interface RecentRunsProps {
  readonly person: WhyPerson;
  /** Name of the job. */
  readonly job: string;
}

/** What the newest runs recorded about someone: their problems, and what guards found that concerns them. */
export function RecentRuns({ person: { problems, findings, areRunsSearched }, job }: RecentRunsProps) {
  const { t } = useTexts();
  const messageOf = useProblemMessage();
  return (
    <>
      {!areRunsSearched && <Text size="sm">{t('why.notSearched')}</Text>}
      {problems.length > 0 && (
        <Recorded title={t('why.problems')}>
          {problems.map(({ id, runId, remedy, ...problem }) => (
            <InRun
              key={id}
              text={`${messageOf(problem)} ${remedy}`}
              value={problem.value}
              to={`/runs/${runId}?tab=problems`}
            >
              <ToConflict job={job} problem={problem} />
            </InRun>
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

interface InRunProps {
  readonly text: string;
  readonly value?: string | null;
  readonly to: string;
  readonly children?: ReactNode;
}

function InRun({ text, value = null, to, children }: InRunProps) {
  const { t } = useTexts();
  return (
    <Stack gap={2} fz="sm">
      <Text inherit style={{ overflowWrap: 'anywhere' }}>
        {text}
      </Text>
      <OffendingValue value={value} />
      {children}
      <Anchor component={Link} to={to} size="sm" py={4} style={{ width: 'fit-content' }}>
        {t('why.toRun')}
      </Anchor>
    </Stack>
  );
}
