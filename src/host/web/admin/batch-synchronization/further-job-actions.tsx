import { useNavigate } from 'react-router';
import type { Job } from '../../shared/api/api-types.js';
import { useDeleteJob, useDescribeJob } from '../../shared/api/jobs.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { ChangeDescription } from '../naming/change-description.js';
import { DeleteNamed } from '../naming/delete-named.js';

/** What can be done with a further job, and not with the first one of a process. */
export function FurtherJobActions({ job: { name, description } }: { readonly job: Job }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  return (
    <>
      <ChangeDescription description={description} change={useDescribeJob(name)} />
      <DeleteNamed
        name={name}
        title={t('batch.deleteTitle', { name })}
        text={t('batch.deleteText')}
        deletion={useDeleteJob(name)}
        onDeleted={() => void navigate('/batch-synchronization')}
      />
    </>
  );
}
