import { expect, it } from 'vitest';

import type { AuditLog } from '../../../src/host/audit/audit-log.service.js';
import { HOST_ACTOR } from '../../../src/host/audit/audit-record.js';
import { AuditedJobs } from '../../../src/host/audit/audited-jobs.service.js';
import type { BatchSyncJobs, BatchSyncRuns, DataPools } from '../../../src/index.js';
import { textIn } from '../../../src/i18n/texts.js';
import { LANGUAGES } from '../../../src/i18n/languages.js';

const DN = 'uid=ada,dc=example';

/** The subjects of the event if the start is refused, and if it is not. */
async function subjectsOf(only: string): Promise<readonly object[]> {
  const subjects: object[] = [];
  const attempt = async (event: { subject: object }, work: () => Promise<object>, complete: Complete) => {
    subjects.push(event.subject, { ...event.subject, ...complete(await work()).subject });
  };
  type Complete = (result: object) => { readonly subject: object };
  const runs = { start: async () => ({ id: 'r', only: DN }) } as unknown as BatchSyncRuns;
  const audited = new AuditedJobs({} as BatchSyncJobs, {} as DataPools, runs, { attempt } as unknown as AuditLog);
  await audited.start(HOST_ACTOR, 'job', { mode: 'apply', only });
  return subjects;
}

it('the event of a start for one person has no e-mail address, but the entry that was found', async () => {
  expect(await subjectsOf('ada@example.org')).toEqual([
    { job: 'job', only: true },
    { job: 'job', run: 'r', only: DN },
  ]);
  expect(await subjectsOf('42')).toMatchObject([{ only: '42' }, { only: DN }]);
  expect(await subjectsOf(DN)).toMatchObject([{ only: DN }, { only: DN }]);
});

it.each(LANGUAGES)('the person has a label in %s', (language) => {
  expect(textIn(language, 'web:audit.subject.only')).toMatch(/\w+ \w+/);
});
