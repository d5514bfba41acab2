import { expect, it } from 'vitest';

import type { Problem } from '../../../src/contract/run-rows.js';
import type { WhyNext } from '../../../src/contract/why.js';
import { type UndecidedPerson, verdictOf } from '../../../src/runs/why-verdict.js';

const NOTHING: WhyNext = { kind: null, before: {}, after: {}, problem: null, fieldProblems: [], namesFreedBy: [] };
const CONTEXT = { newestRun: 'newest', wasAsked: true, isRefused: false, isStopped: false };
const MATCH = { value: 'x', users: [{ id: '1', userName: 'x' }] } as const;

function verdict(person: Partial<UndecidedPerson>, context: Partial<typeof CONTEXT> = {}) {
  const entry = {
    dn: 'cn=x',
    stableId: 's',
    isBelowBase: true,
    excludedBy: null,
    filter: { filter: '(cn=*)', isMet: true, parts: [] },
    inactivity: null,
  };
  const rest = {
    mapping: [],
    match: null,
    user: null,
    next: NOTHING,
    plan: null,
    problems: [],
    findings: [],
    areRunsSearched: true,
  };
  return verdictOf({ entry, ...rest, ...person }, { ...CONTEXT, ...context });
}

const problem = (code: Problem['code'], runId = 'newest'): Problem => ({
  id: '1',
  runId,
  dn: 'cn=x',
  code,
  params: {},
  value: null,
  isPartial: false,
});

it('is what the planner says about the entry', () => {
  expect(verdict({})).toBe('SYNCHRONIZED');
  expect(verdict({ next: { ...NOTHING, kind: 'create' } })).toBe('WILL_BE_CREATED');
  expect(verdict({ next: { ...NOTHING, kind: 'update' }, match: { by: 'link', ...MATCH } })).toBe('WILL_BE_UPDATED');
  expect(verdict({ next: { ...NOTHING, kind: 'activate' }, match: { by: 'userName', ...MATCH } })).toBe(
    'WILL_BE_TAKEN_OVER',
  );
  const refused = { ...NOTHING, problem: { code: 'USER_PROTECTED', params: {} } } as const;
  expect(verdict({ next: refused, match: { by: 'userName', ...MATCH } })).toBe('PROBLEM_IN_NEXT_RUN');
});

it('is the problem of the newest run only if a plan for the entry alone cannot know it', () => {
  expect(verdict({ problems: [problem('NAME_TWICE_IN_DIRECTORY')] })).toBe('PROBLEM_IN_LAST_RUN');
  expect(verdict({ problems: [problem('USER_LOCKED')] })).toBe('PROBLEM_IN_LAST_RUN');
  expect(verdict({ problems: [problem('CANDIDATES_AMBIGUOUS')] })).toBe('SYNCHRONIZED');
  expect(verdict({ problems: [problem('USER_LOCKED', 'older')] })).toBe('SYNCHRONIZED');
});

it('is the stopped run for those whom it would have changed', () => {
  expect(verdict({ next: { ...NOTHING, kind: 'create' } }, { isStopped: true })).toBe('RUN_STOPPED');
  expect(verdict({}, { isStopped: true })).toBe('SYNCHRONIZED');
});

it('is the plan that waits for approval, if it changes the person, or would have to', () => {
  const change = { kind: 'update', before: {}, after: {}, formerStableId: null, formerDn: null } as const;
  const plan = { runId: 'plan', until: new Date(0), change, refused: [] };
  const update = { next: { ...NOTHING, kind: 'update' } } as const;
  expect(verdict({ ...update, plan })).toBe('PLAN_AWAITS_APPROVAL');
  expect(verdict({ plan, problems: [problem('NAME_TWICE_IN_DIRECTORY')] })).toBe('PLAN_AWAITS_APPROVAL');
  expect(verdict({ ...update, plan }, { isStopped: true })).toBe('PLAN_AWAITS_APPROVAL');
  expect(verdict({ ...update, plan: { ...plan, change: null } })).toBe('PLAN_LACKS_CHANGE');
  expect(verdict({ plan: { ...plan, change: null } })).toBe('SYNCHRONIZED');
  const refusing = { ...plan, change: null, refused: [{ field: 'email', cause: 'pinned' }] } as const;
  expect(verdict({ ...update, plan: refusing })).toBe('PLAN_REFUSES_CHANGE');
  expect(verdict({ plan: refusing })).toBe('SYNCHRONIZED');
});
