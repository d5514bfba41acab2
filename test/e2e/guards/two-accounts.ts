import { expect } from 'vitest';

import { expectAccessible, expectNoHorizontalOverflow } from '../support/expectations.js';
import { countsIn } from '../support/run-counts.js';
import { TestEnvironment } from '../support/test-environment.js';
import { Administrator } from './administrator.js';
import { Operator, type StoredRun, type StoredUser } from './operator.js';

/** A host, with an administrator and an operator who each have an account and a browser window of their own. */
export interface TwoAccounts {
  readonly environment: TestEnvironment;
  readonly administrator: Administrator;
  readonly operator: Operator;
  /** The run after the first import, which is not judged, and everyone after it. */
  readonly good: StoredRun;
  readonly everyone: readonly StoredUser[];
}

/** @param betweenRuns what happens before the second run, which says what is usual. */
export async function startWithTwoAccounts(
  betweenRuns?: (environment: TestEnvironment) => Promise<void>,
): Promise<TwoAccounts> {
  const environment = await TestEnvironment.start();
  const administrator = new Administrator(await environment.openWindow('admin', { as: 'admin' }));
  const operator = new Operator(await environment.openWindow('operator', { as: 'operator' }));
  expect(await operator.get('/api/session')).toMatchObject({ role: 'operator' });
  await administrator.openForm();
  const first = await operator.start();
  expect(first.counts['created']).toBeGreaterThan(900);
  await betweenRuns?.(environment);
  const good = await operator.start();
  const everyone = await operator.users();
  const synchronized = everyone.filter(({ source }) => source === 'LDAP');
  expect(synchronized).toHaveLength(first.counts['created']!);
  expect(synchronized.filter(({ state }) => state !== 'active')).toEqual([]);
  return { environment, administrator, operator, good, everyone };
}

/** The stopped run has changed nobody. Its page can be read by everyone. */
export async function expectNobodyChanged({ operator, everyone }: TwoAccounts): Promise<void> {
  expect(await operator.users()).toEqual(everyone);
  await expectAccessible(operator.window);
  await expectNoHorizontalOverflow(operator.window);
}

/** The operator starts again: the run succeeds, and each user has the values and the state of before. */
export async function expectNothingLost({ administrator, operator, good, everyone }: TwoAccounts): Promise<void> {
  const run = await operator.start();
  const { read, problems } = good.counts;
  const counts = { read, problems, created: 0, updated: 0, activated: 0, unchanged: read! - problems! };
  expect(run).toMatchObject({ status: good.status, counts });
  expect(await countsIn(operator.window)).toMatchObject(counts);
  expect(await operator.problemsOf(run)).toEqual(await operator.problemsOf(good));
  expect(await operator.users()).toEqual(everyone);
  expect([...operator.window.scriptErrors, ...administrator.window.scriptErrors]).toEqual([]);
}
