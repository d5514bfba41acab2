import { Alert, Anchor, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import type { Job } from '../api/api-types.js';
import { useJobName } from '../components/use-job-name.js';
import { useFormats } from '../i18n/use-formats.js';
import { useTexts } from '../i18n/use-texts.js';
import { attentionOf } from './attention.js';
import { jobRunsUrl, runUrl } from './operator-urls.js';

/** What needs attention in all jobs. Nothing, if nothing does. */
export function AttentionList({ jobs }: { readonly jobs: readonly Job[] }) {
  const { t } = useTexts();
  const jobName = useJobName();
  const { instant } = useFormats();
  const [now] = useState(() => new Date());
  const items = attentionOf(jobs, now);
  if (items.length === 0) return null;
  return (
    <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={t('attention.title')}>
      <List size="sm" spacing={6} listStyleType="none">
        {items.map(({ job, text, at, runId }) => (
          <List.Item key={`${job.name} ${text}`}>
            <Text size="sm">{t(text, { name: jobName(job), at: at === null ? '' : instant(at) })}</Text>
            <Anchor
              href={runId === null ? jobRunsUrl(job.name) : runUrl(runId)}
              size="sm"
              fw={600}
              py={3}
              display="inline-block"
            >
              {t(runId === null ? 'attention.showRuns' : 'attention.showRun')}
            </Anchor>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
