import type { Job } from '../api/api-types.js';
import { useTexts } from '../i18n/use-texts.js';

/** Names a job by its process; a further job of the process also by its own name. */
export function useJobName(): (job: Pick<Job, 'name' | 'isFirst' | 'processName'>) => string {
  const { t, translateManifest } = useTexts();
  return (job) => {
    const process = translateManifest(job.processName);
    return job.isFirst ? process : t('jobs.furtherName', { process, name: job.name });
  };
}
