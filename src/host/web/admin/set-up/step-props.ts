import type { FormDefinition } from '../../shared/api/jobs.js';
import type { ChosenState } from './chosen.js';
import type { Found } from './use-found.js';
import type { JobDraft } from './use-job-draft.js';

/** What the steps after the connection share. */
export interface StepProps {
  readonly pool: string;
  readonly state: ChosenState;
  readonly found: Found;
  readonly draft: JobDraft;
  /** The form of a job. */
  readonly definition: FormDefinition;
}
