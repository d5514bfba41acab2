import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change, Problem } from '../../../src/contract/run-rows.js';
import type { UserBinding } from '../../../src/contract/user-binding.js';
import { randomCases } from '../../support/random-cases.js';
import { applyAll, KINDS, openRun, openTestHost, plan, POOL, type TestHost } from './support/test-host.js';
import {
  counted,
  type Decided,
  decideAll,
  type KeptField,
  type ModelEntry,
  type PlanInput,
} from './support/plan-model.js';
import { choicesByTarget } from './support/plan-model-choices.js';
import { insertRows } from './support/plan-rows.js';
import { planInputs } from './support/random-directory.js';
import { identityUsers, identityUsersWithTrash } from './support/users.js';

const TARGETS = ['userName', 'principalName', 'email', 'title', 'employeeNumber', 'attributes.badge'] as const;
const CHANGES = new Set(['create', 'update', 'activate']);

const HOSTS = KINDS.flatMap((kind) => [
  { kind, name: 'a host that shows all users', users: identityUsers as UserBinding, hasTrash: false },
  { kind, name: 'a host with a trash', users: identityUsersWithTrash, hasTrash: true },
]);

describe.each(HOSTS)('the plan for $name on $kind, compared with the model', ({ kind, users, hasTrash }) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind, { users });
  });
  afterAll(() => host.close());

  it('decides like the model, can be applied completely, and leaves no changes for the next run', async () => {
    await fc.assert(
      fc.asyncProperty(planInputs, async (random) => {
        const read = hasTrash ? random : withoutTrash(random);
        const input = { ...read, entries: counted(inOrder(read.entries)) };
        await insertRows(host, input);
        if (hasTrash) await hide(host, input);
        const expected = decideAll(input, POOL);
        const first = await runOver(host, read);

        const changes = expected.filter(({ outcome }) => outcome !== 'unchanged');
        expect(first.decided).toEqual(sorted(changes.map(({ left: _left, ...each }) => each)));
        expect(first.unchanged).toBe(expected.filter(({ outcome }) => outcome === 'unchanged').length);
        expect(first.applied).toBe(expected.filter(({ outcome }) => CHANGES.has(outcome)).length);
        expect(first.run.status).toMatch(/^succeeded/);
        const isDone = (dn: string) => expected.some((each) => each.dn === dn && /^[a-z]/.test(each.outcome));
        const takenOf = (dn: string) => expected.find((each) => each.dn === dn)?.left ?? [];
        const incomplete = input.entries.filter(
          ({ dn, kept }) => (kept.length > 0 && isDone(dn)) || takenOf(dn).length > 0,
        );
        expect(first.incomplete).toBe(incomplete.length);
        expect(first.run.counts.incomplete).toBe(new Set(incomplete.map(({ stableId }) => stableId)).size);
        const left = incomplete.flatMap(({ dn, kept }) => [
          ...kept.map((field) => `${dn} ${targetOf(field)} VALUE_INVALID`),
          ...takenOf(dn).map(({ field, outcome }) => `${dn} ${field} ${outcome}`),
        ]);
        expect(first.left.toSorted()).toEqual(left.toSorted());

        const done = new Set(expected.filter(({ outcome }) => /^[a-z]/.test(outcome)).map(({ dn }) => dn));
        const second = await runOver(host, read);
        expect(second.decided.filter(({ dn }) => done.has(dn))).toEqual([]);
        expect(await hasOneLinkPerUser(host)).toBe(true);
      }),
      randomCases({ runs: hasTrash ? 12 : 24 }),
    );
  }, 3_600_000);
});

async function runOver(host: TestHost, input: PlanInput) {
  const open = await openRun(host);
  const users = input.entries.filter(({ isRejected }) => !isRejected);
  const counts = await plan(
    host,
    open,
    users.map(({ stableId, dn, badge, userName, principalName, email, title, employeeNumber, kept, choices }) => ({
      stableId,
      dn,
      fields: { userName, principalName, email, title, employeeNumber },
      attributes: Object.fromEntries(badge === null ? [] : [['badge', badge]]),
      ...(kept.length > 0 && { kept: kept.map(targetOf), skipped: kept.map(problemOf) }),
      ...(choices && { choices: choicesByTarget(choices) }),
    })),
    {
      targets: TARGETS,
      matching: input.matching,
      matchingOtherPools: input.matchingOtherPools ?? false,
      problems: input.entries
        .filter(({ isRejected }) => isRejected)
        .map(({ dn, stableId }) => ({ dn, stableId, code: 'VALUE_MISSING', params: { attribute: 'cn' } })),
    },
  );
  const { items: planned } = await host.history.changes(open.id, { limit: 200 });
  const applied = await applyAll(host, open);
  const run = await host.runs.complete(open);
  const { items: problems } = await host.history.problems(open.id, { limit: 200 });
  return {
    decided: sorted([...planned.map(ofChange), ...problems.filter(({ isPartial }) => !isPartial).map(ofProblem)]),
    incomplete: counts.incomplete,
    left: problems
      .filter(({ isPartial }) => isPartial)
      .map(({ dn, code, params }) => `${dn} ${params['field']} ${code}`),
    unchanged: counts.unchanged,
    applied,
    run,
  };
}

/** The order in which they are staged. */
function inOrder(entries: readonly ModelEntry[]): readonly ModelEntry[] {
  return entries.toSorted((one, other) => Number(one.isRejected) - Number(other.isRejected));
}

function targetOf(field: KeptField) {
  return field === 'badge' ? 'attributes.badge' : field;
}

function problemOf(field: KeptField) {
  return { code: 'VALUE_INVALID', params: { field: targetOf(field) } } as const;
}

function ofChange({ dn, kind, userId, matchedBy, before, after }: Change): Decided {
  return { dn, outcome: kind, userId, matchedBy, before, after };
}

function ofProblem({ dn, code, params }: Problem): Decided {
  const { field } = params;
  return typeof field === 'string' ? { dn, outcome: code, field } : { dn, outcome: code };
}

function sorted(decided: readonly Decided[]): readonly Decided[] {
  return decided.toSorted((one, other) => one.dn.localeCompare(other.dn));
}

function withoutTrash(input: PlanInput): PlanInput {
  return { ...input, users: input.users.map((user) => ({ ...user, isHidden: false })) };
}

async function hide(host: TestHost, { users }: PlanInput): Promise<void> {
  for (const { id, isHidden } of users) {
    if (isHidden) await host.sql('update identity_user set deleted_at = now() where id = $1::text::uuid', [id]);
  }
}

async function hasOneLinkPerUser(host: TestHost): Promise<boolean> {
  const twice = await host.sql('select user_id from directory_link group by data_pool, user_id having count(*) > 1');
  return twice.length === 0;
}
