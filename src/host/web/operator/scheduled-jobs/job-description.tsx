import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Job } from '../../shared/api/wire.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

export function JobDescription({ job }: { readonly job: Job }) {
  const { t, named } = useTexts();
  return (
    <Stack gap={4} align="flex-start">
      <Text inherit fw={600}>
        {named(job.processName)}
      </Text>
      <Text size="xs" c="dimmed" fw={400}>
        {named(job.description)}
      </Text>
      <Anchor component={Link} to={`/scheduled-jobs/${job.symbolicName}/runs`} size="sm" fw={500}>
        {t('jobs.history')}
      </Anchor>
    </Stack>
  );
}
