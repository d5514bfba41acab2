import { useQuery } from '@tanstack/react-query';
import { previewQuery } from '../api/jobs.js';
import type { Job } from '../api/wire.js';
import { useTexts } from '../i18n/use-texts.js';
import { CodeText } from './code-text.js';

/** The schedule in words, with the time zone it is meant in. */
export function ScheduleSentence({ job }: { readonly job: Job }) {
  const { language } = useTexts();
  const preview = useQuery(previewQuery(job.symbolicName, job.expression, job.timeZone, language));
  return preview.data?.ok ? preview.data.sentence : <CodeText>{job.expression}</CodeText>;
}
