import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { ACTIVE_FILTER } from '../../scripts/lib/demo-organization.ts';
import { type AppWindow, JOB_PATH } from './support/app-window.js';
import {
  expectAccessible,
  expectNoHorizontalOverflow,
  expectText,
  expectVisible,
  POLLING,
} from './support/expectations.js';
import { countsIn } from './support/run-counts.js';
import { TestEnvironment } from './support/test-environment.js';

const SETTINGS = '/api/batch-synchronizations/LDAPAddonBatchSync/settings';

let environment: TestEnvironment;
let admin: AppWindow;
let operator: AppWindow;
let first: StoredRun;
let everyone: readonly StoredUser[];

beforeAll(async () => {
  environment = await TestEnvironment.start();
  admin = await environment.openWindow('admin', { as: 'admin' });
  operator = await environment.openWindow('operator', { as: 'admin' });
});
afterEach(({ task }) => environment?.saveEvidence(task));
afterAll(() => environment?.close());

interface StoredRun {
  readonly id: string;
  readonly status: string;
  readonly counts: Readonly<Record<string, number>>;
}

interface StoredUser {
  readonly source: string;
  readonly state: string;
}

/** Starts a run and waits for its end. */
async function run(): Promise<StoredRun> {
  const { request } = operator.page;
  const { csrfToken } = await (await request.get('/api/session')).json();
  const started = await request.post('/api/batch-synchronizations/LDAPAddonBatchSync/runs', {
    headers: { 'X-CSRF-Token': String(csrfToken) },
    data: { mode: 'apply' },
  });
  const { id } = await started.json();
  let ended: StoredRun & { readonly endedAt: string | null };
  await expect
    .poll(async () => (ended = await (await request.get(`/api/runs/${id}`)).json()).endedAt, POLLING)
    .not.toBeNull();
  return ended!;
}

/** Changes the settings of the job as an administrator does, and confirms what the page asks. */
async function save(change: (page: AppWindow['page']) => Promise<void>): Promise<void> {
  await admin.goto(JOB_PATH);
  const { page } = admin;
  await change(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Save these changes?' });
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect.poll(() => page.getByRole('button', { name: 'Save', exact: true }).isDisabled(), POLLING).toBe(true);
}

/** Gives a row of the mapping another attribute. */
const mapRow = (number: number, attribute: string) =>
  save((page) => page.getByRole('textbox', { name: `LDAP attribute in row ${number}`, exact: true }).fill(attribute));

/** The same without the page. */
async function storeRow(number: number, attribute: string): Promise<void> {
  const { request } = admin.page;
  const { csrfToken } = await (await request.get('/api/session')).json();
  const { settings } = await (await request.get(SETTINGS)).json();
  const mapping = settings.mapping.map((row: object, index: number) =>
    index === number - 1 ? { ...row, attribute } : row,
  );
  const headers = { 'X-CSRF-Token': String(csrfToken) };
  const saved = await request.put(SETTINGS, { headers, data: { settings: { mapping } } });
  expect(saved.status()).toBe(200);
}

const searchFor = (filter: string) => save((page) => page.getByLabel('Filter', { exact: true }).fill(filter));

const findings = () => operator.page.getByRole('region', { name: 'Beyond the limits' });

/** A run stops, and the operator sees which guard stopped it and the people concerned. */
async function expectStoppedBy(guard: string): Promise<void> {
  const stopped = await run();
  expect(stopped.status).toBe('stopped');
  await operator.goto(`runs/${stopped.id}`);
  await expectVisible(findings().getByText(guard, { exact: true }));
}

/** Every user as the API has it, from a page of the list on. */
async function users(cursor?: string): Promise<readonly StoredUser[]> {
  const params = { limit: 200, ...(cursor !== undefined && { cursor }) };
  const { items, nextCursor } = await (await operator.page.request.get('/api/users', { params })).json();
  return nextCursor === null ? items : [...items, ...(await users(nextCursor))];
}

/** The next run finds everything as it was: users, states, problems. The page says the same as the API. */
async function expectNothingLost(): Promise<void> {
  const next = await run();
  const { read, problems, created } = first.counts;
  const counts = { read, problems, unchanged: created, created: 0, updated: 0, activated: 0 };
  expect(next).toMatchObject({ status: first.status, counts });
  expect(await problemsOf(next)).toEqual(await problemsOf(first));
  expect(await users()).toEqual(everyone);
  await operator.goto(`runs/${next.id}`);
  expect(await countsIn(operator)).toMatchObject(counts);
  expect(operator.scriptErrors).toEqual([]);
}

/** Who has which problem. */
async function problemsOf({ id }: StoredRun): Promise<readonly object[]> {
  const { items } = await (await operator.page.request.get(`/api/runs/${id}/problems?limit=200`)).json();
  return items.map(({ dn, code }: { readonly dn: string; readonly code: string }) => ({ dn, code }));
}

it('the first run raises no alarm', async () => {
  first = await run();
  expect(first.counts['created']).toBeGreaterThan(900);
  everyone = await users();
  const synchronized = everyone.filter(({ source }) => source === 'LDAP');
  expect(synchronized).toHaveLength(first.counts['created']!);
  expect(synchronized.filter(({ state }) => state !== 'active')).toEqual([]);
});

it('a typo in the mapping stops the run; the operator reads why, the administrator corrects it, and nothing was lost', async () => {
  await mapRow(5, 'mial');
  await expectStoppedBy('Vanishing values');
  await expectVisible(findings().getByText(/"E-mail" would be emptied for .* Did you mean mail\?$/));
  await operator.takeScreenshot('operator-stopped');
  await expectVisible(operator.page.getByRole('button', { name: 'Apply these changes nevertheless' }));
  await expectText(operator, 'would');
  await findings().getByRole('button', { name: 'Show the people concerned' }).first().click();
  await expectVisible(findings().getByRole('table').first());
  await expectAccessible(operator);
  await expectNoHorizontalOverflow(operator);
  await mapRow(5, 'mail');
  await expectNothingLost();
});

it('a lost permission to read an attribute stops the run', async () => {
  await environment.restartDirectory(['access to attrs=title by * none', 'access to * by users read by * auth']);
  await expectStoppedBy('Vanishing values');
  await expectVisible(findings().getByText(/"Title" would be emptied for 928 of/));
  await environment.restartDirectory();
  await expectNothingLost();
});

it.each([
  ['a user name from another attribute', 1, 'uid', 'employeeNumber', 'Changed names'],
  ['a title from another attribute', 9, 'title', 'l', 'Changed people'],
  ['a user name that nobody has', 1, 'uid', 'login', 'One cause'],
  ['an e-mail address from an attribute with other values', 5, 'mail', 'mobile', 'Problems'],
])('%s stops the run', async (_, row, right, wrong, guard) => {
  await storeRow(row, wrong);
  await expectStoppedBy(guard);
  await storeRow(row, right);
  await expectNothingLost();
});

it('a filter that leaves people out stops the run', async () => {
  await searchFor('(&(objectClass=inetOrgPerson)(uid=a*))');
  await expectStoppedBy('Missing people');
  await searchFor(ACTIVE_FILTER);
  await expectNothingLost();
});

it('a filter that leaves people of one organizational unit out stops the run, and the page names the unit', async () => {
  await searchFor(`(&${ACTIVE_FILTER}(!(&(ou=Shipyard)(l=Hamburg))))`);
  await expectStoppedBy('Missing people');
  await expectVisible(findings().getByText(/^In ou=Shipyard,ou=People,.*: \d+ of the \d+ people/));
  expect(await findings().getByRole('listitem').count()).toBe(1);
  await findings().getByRole('button', { name: 'Show the people concerned' }).click();
  const dns = findings()
    .getByRole('table')
    .getByText(/,ou=Shipyard,ou=People,/);
  await expectVisible(dns);
  expect(
    await findings()
      .getByRole('table')
      .getByText(/,ou=Finance/)
      .count(),
  ).toBe(0);
  await expectAccessible(operator);
  await searchFor(ACTIVE_FILTER);
  await expectNothingLost();
});
