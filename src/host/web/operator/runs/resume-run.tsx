import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconPlayerTrackNext } from '@tabler/icons-react';
import type { RunDetails } from '../../shared/api/api-types.js';
import { useResumeRun } from '../../shared/api/runs.js';
import { Failure } from '../../shared/components/failure.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { RESUME_OBSTACLES } from './obstacle-texts.js';
import { staleText } from './stale-texts.js';

/** Applies the rest of the plan of a run that broke off, or says why that is no longer possible. */
export function ResumeRun({ run }: { readonly run: RunDetails }) {
  const { t } = useTexts();
  const resume = useResumeRun(run.id);
  const { stale } = run.plan;
  const obstacle = stale ? null : run.approverObstacle;
  const text = stale ? staleText(stale, run) : obstacle ? RESUME_OBSTACLES[obstacle] : 'resume.text';
  // Four eyes matter only before the first change.
  const title = obstacle ? 'resume.titleNothing' : 'resume.title';
  return (
    <Alert color="harbor" icon={<IconPlayerTrackNext aria-hidden />} title={t(title)}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t(text)}</Text>
        {resume.error && <Failure error={resume.error} />}
        {!stale && !obstacle && (
          <Button size="sm" loading={resume.isPending} onClick={() => resume.mutate()}>
            {t('resume.button')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
