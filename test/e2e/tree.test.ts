import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { type AppWindow, JOB_PATH } from './support/app-window.js';
import {
  expectAccessible,
  expectFocus,
  expectHidden,
  expectNoHorizontalOverflow,
  expectText,
  expectVisible,
  POLLING,
} from './support/expectations.js';
import { signedIn } from './support/signed-in.js';
import { TestEnvironment } from './support/test-environment.js';

const JOB = '/api/batch-synchronizations/LDAPAddonBatchSync';

interface Run {
  readonly id: string;
  readonly endedAt: string | null;
}
interface Changes {
  readonly items: readonly { readonly after: { readonly userName: string } }[];
}

let environment: TestEnvironment;
let admin: AppWindow;
let api: Awaited<ReturnType<typeof signedIn>>;
let [root, leavers, interns] = ['', '', ''];

beforeAll(async () => {
  environment = await TestEnvironment.start({ filter: '(sn=Oak)' });
  const { directory } = environment;
  root = directory.baseDn;
  [leavers, interns] = [`ou=Leavers,${root}`, `ou=Interns,ou=Leavers,${root}`];
  const people = [
    [root, 'root.oak'],
    [leavers, 'left.oak'],
    [interns, 'intern.oak'],
  ] as const;
  for (const dn of [leavers, interns]) await directory.add(dn, { objectClass: 'organizationalUnit' });
  for (const [container, uid] of people) {
    await directory.add(`uid=${uid},${container}`, { objectClass: 'inetOrgPerson', uid, cn: uid, sn: 'Oak' });
  }
  api = await signedIn(environment.urlOf('admin'));
  admin = await environment.openWindow('admin', { as: 'admin' });
  await admin.goto(JOB_PATH);
});
afterEach(({ task }) => environment?.saveEvidence(task));
afterAll(() => environment?.close());

const item = (name: string) => admin.page.getByRole('treeitem', { name: new RegExp(`^${name}(?=\\s)`) });
const checked = (name: string) => item(name).getAttribute('aria-checked');
const press = (...keys: readonly string[]) =>
  keys.reduce((before, key) => before.then(() => admin.page.keyboard.press(key)), Promise.resolve());
const lines = async (label: string) => {
  const inputs = await admin.page.getByRole('group', { name: label, exact: true }).getByRole('textbox').all();
  return Promise.all(inputs.map((input) => input.inputValue()));
};
const save = async () => {
  await admin.page.getByRole('button', { name: 'Save', exact: true }).click();
  await admin.page.getByRole('button', { name: 'Save changes' }).click();
  await expectText(admin, 'Saved.');
};
/** The user names of all whom a run reads. */
const planned = async () => {
  const { id } = await api<Run>('POST', `${JOB}/runs`, { mode: 'plan' });
  await expect.poll(async () => (await api<Run>('GET', `/api/runs/${id}`)).endedAt, POLLING).toBeTruthy();
  const { items } = await api<Changes>('GET', `/api/runs/${id}/changes`);
  return items.map(({ after }) => after.userName).toSorted();
};

it('the tree opens with the number of people in each container', async () => {
  await admin.page.getByRole('button', { name: 'Choose in the tree' }).click();
  await expectVisible(item(root));
  await expectVisible(admin.page.getByRole('treeitem', { name: 'ou=Leavers 2 people' }));
  expect(await checked(root)).toBe('true');
  expect(await item('ou=Leavers').getAttribute('aria-expanded')).toBe('false');
});

it('a container is left out with the keyboard, and one in it is read again: the lines follow', async () => {
  await item(root).focus();
  await press('l', 'e');
  await expectFocus(item('ou=Leavers'));
  await press('Space', 'ArrowRight');
  await expectVisible(item('ou=Interns'));
  expect(await checked('ou=Interns')).toBe('false');
  await press('ArrowRight');
  await expectFocus(item('ou=Interns'));
  await press('Space');
  await expect.poll(() => checked('ou=Interns')).toBe('true');
  expect([await checked('ou=Leavers'), await checked(root)]).toEqual(['mixed', 'mixed']);
  expect(await lines('Exclusions')).toEqual([leavers, interns]);
  await press('ArrowLeft', 'ArrowLeft');
  await expect.poll(() => item('ou=Leavers').getAttribute('aria-expanded')).toBe('false');
  await press('End', 'Home');
  await expectFocus(item(root));
});

it('a level that is not loaded says why, in its place, and is loaded again', async () => {
  const refusal = { status: 502, json: { code: 'LDAP_TIMEOUT', message: 'The directory did not answer.' } };
  await admin.page.route('**/tree', (route) => route.fulfill(refusal), { times: 1 });
  await item('ou=People').focus();
  await press('ArrowRight');
  await expectVisible(item('ou=People').getByText('The directory did not answer.'));
  await expectAccessible(admin);
  await item('ou=People').getByRole('button', { name: 'Try again' }).click();
  await expectHidden(item('ou=People').getByRole('alert'));
});

it('the tree follows the lines', async () => {
  const choice = admin.page.getByRole('combobox', { name: 'Exclusions: Decision, line 1' });
  await choice.selectOption('include');
  await expect.poll(() => checked('ou=Leavers')).toBe('true');
  await choice.selectOption('exclude');
  await expect.poll(() => checked('ou=Leavers')).toBe('mixed');
});

it('what is chosen is saved with the stable ids, and a run reads the right people', async () => {
  await save();
  const { settings } = await api<{ settings: { search: { exclusions: object } } }>('GET', `${JOB}/settings`);
  const stableId = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;
  expect(settings.search.exclusions).toEqual([
    { dn: leavers, kind: 'exclude', stableId },
    { dn: interns, kind: 'include', stableId },
  ]);
  expect(await planned()).toEqual(['intern.oak', 'root.oak']);
});

it('a container that is renamed before any run has seen it is still left out, and the tree shows it so', async () => {
  await environment.directory.rename(leavers, `ou=Alumni,${root}`);
  expect(await planned()).toEqual(['intern.oak', 'root.oak']);
  await admin.page.reload();
  await admin.page.getByRole('button', { name: 'Choose in the tree' }).click();
  await expectVisible(item('ou=Alumni'));
  expect([await checked('ou=Alumni'), await checked('ou=People')]).toEqual(['mixed', 'true']);
});

it('is accessible in light and dark mode and on a narrow screen', async () => {
  await expectAccessible(admin);
  await admin.setAppearance({ colorScheme: 'dark', width: 390 });
  await expectNoHorizontalOverflow(admin);
  await expectAccessible(admin);
  await admin.setAppearance({});
});

it('with the pointer, one level is chosen, and what would read nothing is not stated', async () => {
  const box = item(root).locator('[data-checked]').first();
  await box.click();
  await expect.poll(() => lines('Exclusions')).toEqual([]);
  await expectText(admin, `2 choices about containers below ${root} were removed.`);
  await box.click();
  await expectText(admin, 'Nothing is chosen to be read.');
  expect(await lines('Bases')).toEqual([root]);
  await admin.page.getByRole('radio', { name: 'Only what is directly in it' }).check();
  await expect.poll(() => checked(root)).toBe('mixed');
  await save();
  expect(await planned()).toEqual(['root.oak']);
});
