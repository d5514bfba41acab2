import { Anchor, Group, List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { GuardFindingRow, RunRow } from '../../shared/api/api-types.js';
import { guardsQuery } from '../../shared/api/runs.js';
import { sessionQuery } from '../../shared/api/session.js';
import { Failure } from '../../shared/components/failure.js';
import { Section } from '../../shared/components/section.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { ConcernedPeople } from './concerned-people.js';
import { SettingToCorrect } from './setting-to-correct.js';

/** What is beyond the limits of the job, each with the people concerned and, for administrators, the setting with the limit. */
export function GuardFindings({ run }: { readonly run: RunRow }) {
  const { t } = useTexts();
  const guards = useQuery(guardsQuery(run.id));
  const findings = guards.data ?? [];
  if (guards.isError) return <Failure error={guards.error} retry={guards.refetch} />;
  if (findings.length === 0) return null;
  return (
    <Section title={t('guards.title')} help={t(run.status === 'stopped' ? 'guards.stopped' : 'guards.wouldStop')}>
      <List listStyleType="none" spacing="lg">
        {findings.map((finding, index) => (
          <List.Item
            key={`${finding.guard} ${finding.field} ${finding.unit}`}
            styles={{ itemWrapper: { width: '100%' } }}
          >
            <Finding run={run} finding={finding} index={index} />
          </List.Item>
        ))}
      </List>
    </Section>
  );
}

interface FindingProps {
  readonly run: RunRow;
  readonly finding: GuardFindingRow;
  readonly index: number;
}

function Finding({ run, finding, index }: FindingProps) {
  const { t } = useTexts();
  const { number } = useFormats();
  const [opened, setOpened] = useState(false);
  const isAdministrator = useQuery(sessionQuery).data?.role === 'administrator';
  const { guard, people, total, limit, unit, usual } = finding;
  const percent = total === 0 ? 100 : Math.round((people / total) * 1000) / 10;
  const figures = { people: number(people), total: number(total), percent: number(percent) };
  const limits = { percent: number(limit.percent), people: number(limit.people) };
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="sm">
        <Text fw={600}>{t(`guards.names.${guard}`)}</Text>
        <Text size="sm" c="dimmed">
          {t('guards.figure', figures)} · {t('guards.limit', limits)}
        </Text>
      </Group>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {finding.message}
      </Text>
      {usual && (
        <Text size="sm" c="dimmed">
          {t(unit !== null || run.reverts ? 'guards.usualInRuns' : 'guards.usual', {
            count: usual.runs,
            median: number(usual.median),
            highest: number(usual.highest),
          })}
        </Text>
      )}
      <Group gap="lg">
        <Anchor component="button" type="button" size="sm" aria-expanded={opened} onClick={() => setOpened(!opened)}>
          {t(opened ? 'guards.hidePeople' : 'guards.showPeople')}
        </Anchor>
        {/* A limit is above all no setting to correct: only those who can change it are led there. */}
        {isAdministrator && <SettingToCorrect job={run.job} field={finding.setting} />}
      </Group>
      {opened && <ConcernedPeople run={run} guard={guard} finding={index} />}
    </Stack>
  );
}
