import type { ConflictChoice, ConflictCode } from '../../../../src/contract/conflicts.js';
import type { Run } from '../../../../src/contract/run.js';
import { APPLIED_CHANGES } from '../../../services/applied-changes.js';
import { anEntry, applyAll, JOB, plan, SETTINGS_SHAPE, type TestHost } from './test-host.js';

const FLOORS = { causes: 10, lost: 10, emptied: 5, renamed: 10, changed: 50, problems: 10 };
const CHUNK = 2;

/** The directory when the users were created. */
export const OLD = ['ada', 'grace', 'alan', 'edsger'].map((id) => anEntry(id, { title: 'old' }));
/** Afterwards: one has changed, and one is new. */
const OTHERS = [anEntry('alan', { title: 'new' }), anEntry('edsger', { title: 'old' }), anEntry('barbara')];
const MADE_AGAIN = [
  anEntry('ada-again', { userName: 'ada', title: 'new' }),
  anEntry('grace-again', { userName: 'grace', title: 'old' }),
  ...OTHERS,
];
const UNDISPUTED = [
  'alan is alan, new, active, by alan: 1 change',
  'edsger is edsger, old, active, by edsger: 0 changes',
  'nobody is barbara, -, active, by barbara: 1 change',
];

/** A decision about all conflicts of a code. */
export interface Decided {
  readonly choice: ConflictChoice;
  readonly code: ConflictCode;
  /** The directory. */
  readonly entries: typeof OLD;
  /** The users who were deleted by hand. */
  readonly deleted: readonly string[];
  /** What becomes of whom: as `peopleOf`. */
  readonly expected: readonly string[];
}

export const DECISIONS: readonly Decided[] = [
  {
    choice: 'relink',
    code: 'NAME_TAKEN',
    entries: MADE_AGAIN,
    deleted: [],
    expected: [
      'ada is ada, new, active, by ada-again: 1 change',
      'grace is grace, old, active, by grace-again: 1 change',
      ...UNDISPUTED,
    ],
  },
  {
    choice: 'release',
    code: 'NAME_TAKEN',
    entries: MADE_AGAIN,
    deleted: [],
    expected: [
      'ada is ada.former, old, active, by ada: 1 change',
      'grace is grace.former, old, active, by grace: 1 change',
      'nobody is ada, new, active, by ada-again: 1 change',
      'nobody is grace, old, active, by grace-again: 1 change',
      ...UNDISPUTED,
    ],
  },
  {
    choice: 'recreate',
    code: 'LINKED_USER_DELETED',
    entries: [...OLD.slice(0, 2), ...OTHERS],
    deleted: ['ada', 'grace'],
    expected: [
      'nobody is ada, old, active, by ada: 1 change',
      'nobody is grace, old, active, by grace: 1 change',
      ...UNDISPUTED,
    ],
  },
];

export async function queueDecision(host: TestHost, { choice, code }: Decided): Promise<string> {
  const decision = { choice, code, reason: 'asked them' };
  const asked = { job: JOB, mode: 'plan', trigger: 'manual', startedBy: 'olga', scheduledFor: null } as const;
  const queued = await host.runs.queue({ ...asked, decision });
  if (!queued) throw new Error('The run was not queued.');
  return queued.id;
}

/** Carries the decision on from where it is until it is applied. If its plan was not finished, it is decided again. */
export async function carryOut(host: TestHost, decided: Decided, runId: string): Promise<Run> {
  const run = await host.history.run(runId);
  if (!run) throw new Error('There is no such run.');
  if (run.status === 'succeeded') return run;
  return carryOut(
    host,
    decided,
    run.status === 'queued' ? await execute(host, decided, run) : await goOn(host, decided, run),
  );
}

async function goOn(host: TestHost, decided: Decided, { id, hash }: Run): Promise<string> {
  const { next } = await host.runs.planState(id, SETTINGS_SHAPE, 24);
  const current = { runId: id, job: JOB, settingsShape: SETTINGS_SHAPE, validHours: 24 };
  const queues = {
    approve: () => host.runs.approve({ ...current, hash: hash ?? '', approvedBy: 'olga', reason: 'checked' }),
    resume: () => host.runs.resume({ ...current, resumedBy: 'olga' }),
  };
  return next ? (await queues[next]()).id : queueDecision(host, decided);
}

async function execute(host: TestHost, { entries }: Decided, { id }: Run): Promise<string> {
  const run = await host.runs.acquire(id, JOB);
  if (!run) throw new Error('The run was not started.');
  if (run.isApproved) {
    await applyAll(host, run, { chunkSize: CHUNK });
    return (await host.runs.complete(run)).id;
  }
  await plan(host, run, entries, {
    onPlanned: async (source, counts) => void (await host.evidence.ofRead(run, source, counts, FLOORS)),
  });
  return (await host.runs.finishAsPlan(run)).id;
}

/**
 * Whom each user was before (`save`), the values and the entry, and how many changes were applied since. The former users who
 * are not there any more are not listed.
 */
export async function peopleOf(host: TestHost): Promise<readonly string[]> {
  const rows = await host.sql<{ person: string }>(
    `select format('%s is %s, %s, %s, by %s: %s', coalesce(s.user_name, 'nobody'), u.user_name, coalesce(u.title, '-'), u.state,
       coalesce((select string_agg(l.stable_id, ' and ') from directory_link l where l.user_id = u.id::text), 'nothing'),
       case a.changes when 1 then '1 change' else a.changes || ' changes' end) as person
     from identity_user u
     left join saved_identity_user s on s.id = u.id
     cross join lateral (
       select count(*) as changes from ${APPLIED_CHANGES} and c.user_id = u.id::text
         and not exists (select from saved_batch_chunk k where k.run_id = r.id)) a`,
  );
  return rows.map(({ person }) => person).toSorted();
}
