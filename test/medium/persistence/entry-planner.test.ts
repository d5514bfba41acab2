import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change, Problem } from '../../../src/contract/run-rows.js';
import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import { SqlEntryPlanner } from '../../../src/persistence/plan/sql-entry-planner.js';
import { SYNCHRONIZE_ACTIVE } from '../../../src/processes/synchronize-active.js';
import { randomCases } from '../../support/random-cases.js';
import type { ModelEntry, PlanInput } from './support/plan-model.js';
import { choicesByTarget } from './support/plan-model-choices.js';
import { insertRows } from './support/plan-rows.js';
import { planInputs } from './support/random-directory.js';
import { KINDS, openRun, openTestHost, plan, POOL, type TestHost } from './support/test-host.js';
import { identityUsersWithTrash } from './support/users.js';

const TARGETS = ['userName', 'principalName', 'email', 'title', 'employeeNumber', 'attributes.badge'] as const;
const { decisionTable } = SYNCHRONIZE_ACTIVE;

describe.each(KINDS)('what would be planned for a few entries, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind, { users: identityUsersWithTrash });
  });
  afterAll(() => host.close());

  it('is what a plan for these entries contains, and nothing is stored', async () => {
    await fc.assert(
      fc.asyncProperty(planInputs, fc.boolean(), async (input, isAlone) => {
        const read = input.entries
          .filter(({ isRejected }, at) => !isRejected && !isRepeated(input, at))
          .map(directoryUser);
        const users = isAlone ? read.slice(0, 1) : read;
        await insertInput(host, input);
        const { matching, matchingOtherPools = false } = input;
        const before = await rows(host);
        const { database, tables, users: table } = host.persistence;
        const planner = new SqlEntryPlanner(database, tables, table);
        const rules = { decisionTable, matching, matchingOtherPools };
        const foreseen = await planner.plan({ dataPool: POOL, users, targets: TARGETS, ...rules });
        expect(await rows(host)).toEqual(before);
        expect(foreseen).toEqual(await planned(host, users, input));
      }),
      randomCases({ runs: 12 }),
    );
  }, 3_600_000);
});

/** Whether the same entry follows: a read counts it once, and nobody asks for it twice. */
function isRepeated({ entries }: PlanInput, at: number): boolean {
  const key = ({ stableId, dn }: ModelEntry) => `${stableId} ${dn.toLowerCase()}`;
  const [entry] = entries.slice(at);
  return entry !== undefined && entries.slice(at + 1).some((later) => key(later) === key(entry));
}

async function planned(host: TestHost, users: readonly DirectoryUser[], input: PlanInput) {
  const run = await openRun(host, 'plan');
  const { matching, matchingOtherPools = false } = input;
  await plan(host, run, users, { targets: TARGETS, matching, matchingOtherPools });
  await host.runs.finishAsPlan(run);
  const { items: changes } = await host.history.changes(run.id);
  const { items: problems } = await host.history.problems(run.id);
  return users.map(({ dn }) => {
    const change = changes.find((row) => row.dn === dn);
    const problem = problems.find((row) => row.dn === dn && !row.isPartial);
    const ofFields = problems.filter((row) => row.dn === dn && row.isPartial).map(plannedProblem);
    return {
      change: change ? plannedChange(change) : null,
      problem: problem ? plannedProblem(problem) : null,
      fieldProblems: ofFields,
    };
  });
}

const plannedChange = ({ kind, userId, matchedBy, before, after }: Change) => ({
  kind,
  userId,
  matchedBy,
  before,
  after,
});
const plannedProblem = ({ code, params }: Problem) => ({ code, params });

function directoryUser({ stableId, dn, badge, kept, choices, ...fields }: ModelEntry): DirectoryUser {
  const { userName, principalName, email, title, employeeNumber } = fields;
  return {
    stableId,
    dn,
    fields: { userName, principalName, email, title, employeeNumber },
    attributes: badge === null ? {} : { badge },
    kept: kept.map((field) => (field === 'badge' ? 'attributes.badge' : field)),
    ...(choices && { choices: choicesByTarget(choices) }),
  };
}

async function insertInput(host: TestHost, input: PlanInput): Promise<void> {
  await insertRows(host, input);
  for (const { id, isHidden } of input.users) {
    if (isHidden) await host.sql('update identity_user set deleted_at = now() where id = $1::text::uuid', [id]);
  }
}

function rows(host: TestHost): Promise<unknown> {
  return host.sql(`select (select count(*)::int from batch_run) as runs, (select count(*)::int from batch_change) as changes,
    (select count(*)::int from batch_problem) as problems`);
}
