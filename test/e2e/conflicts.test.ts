import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { demoTree } from '../../scripts/lib/demo-people.ts';
import { type AppWindow, JOB, JOB_PATH } from './support/app-window.js';
import { expectAccessible, expectText, expectVisible, POLLING } from './support/expectations.js';
import { TestEnvironment } from './support/test-environment.js';

type EntryValues = Parameters<TestEnvironment['directory']['add']>[1];

let environment: TestEnvironment;
let operator: AppWindow;

beforeAll(async () => {
  environment = await TestEnvironment.start();
  operator = await environment.openWindow('operator', { as: 'operator' });
});
afterEach(({ task }) => environment?.saveEvidence(task));
afterAll(() => environment?.close());

const button = (name: string | RegExp) => operator.page.getByRole('button', { name });
const section = (name: string) => operator.page.getByRole('region', { name, exact: true });
const dialog = (name: string) => operator.page.getByRole('dialog', { name });
const rowsOf = (table: string) => operator.page.getByRole('table', { name: table }).locator('tbody tr');

async function runToCompletion(): Promise<void> {
  await operator.goto('scheduled-jobs');
  await button(`Start ${JOB}`).click();
  await expectVisible(section('Results'));
}

/** Gives the reason in the open dialog, and presses its button. */
async function confirm(title: string, action: string): Promise<void> {
  await dialog(title).getByRole('textbox', { name: 'Reason' }).fill('The person was asked');
  await dialog(title).getByRole('button', { name: action }).click();
}

async function applyPlan(): Promise<void> {
  await button('Apply these changes').click();
  await confirm('Apply these changes', 'Apply these changes');
  await expectVisible(section('About this run'));
}

/** What Why and preview tell of a conflict leads to the page on which it is decided, which is open afterwards. */
async function expectWaysToConflicts(name: string): Promise<void> {
  const admin = await environment.openWindow('admin', { as: 'admin' });
  await admin.goto(JOB_PATH);
  const panel = admin.page.getByRole('region', { name: 'Preview of one person' });
  await panel.getByRole('textbox', { name: 'Person' }).fill(name);
  await admin.page.keyboard.press('Enter');
  await expectVisible(panel.getByText(/decide under Conflicts \(command line: conflicts\)/));
  const ofPreview = await panel.getByRole('link', { name: 'Conflicts', exact: true }).getAttribute('href');

  await operator.goto(`why?who=${name}`);
  await expectVisible(operator.page.getByRole('link', { name: `Decide (${name})` }));
  await expectAccessible(operator);
  const main = operator.page.getByRole('main');
  await main.getByRole('link', { name: 'Conflicts', exact: true }).click();
  await expectVisible(operator.page.getByRole('heading', { name: 'Conflicts', level: 1 }));
  expect(ofPreview).toBe(new URL(operator.page.url()).href.replace(new URL(operator.page.url()).origin, ''));
}

/** The stable ID of the entry of a user, and the address of its page. */
async function userOf(name: string): Promise<{ readonly address: string; readonly stableId: string }> {
  await operator.goto(`users?query=${name}`);
  await expect.poll(() => rowsOf('Users').count(), POLLING).toBe(1);
  await rowsOf('Users').first().getByRole('link').first().click();
  const stableId = section('Directory entry').getByText(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
  await expectVisible(stableId);
  return { address: new URL(operator.page.url()).pathname, stableId: await stableId.first().innerText() };
}

it('a person with a new entry is the same user again by a decision, and the decision can be reverted', async () => {
  const bobby = demoTree().find(({ values }) => values['uid'] === 'bobby.tables');
  if (!bobby) throw new Error('The demo people have changed.');
  await runToCompletion();
  const before = await userOf('bobby.tables');
  await environment.directory.delete(bobby.dn);
  await environment.directory.add(bobby.dn, bobby.values as EntryValues);
  await runToCompletion();

  await operator.page.getByRole('link', { name: /^Decide \(/ }).click();
  await expectText(operator, /last seen on /);
  await expect.poll(() => rowsOf('Conflicts').count(), POLLING).toBe(1);
  await expectAccessible(operator);
  await button(/^Same person: re-link \(/).click();
  await expectVisible(dialog('Same person: re-link').getByText(/“bobby\.tables” stays the same user/));
  await confirm('Same person: re-link', 'Make the plan');
  await expectVisible(section('About this plan').getByText('Same person: re-link'));
  await expectText(operator, 'by a decision about a conflict');
  const linkedAgain = operator.page.getByText(new RegExp(`^from cn=Robert.* \\(stable ID ${before.stableId}\\)$`));
  await expectVisible(linkedAgain);
  await expectAccessible(operator);

  await applyPlan();
  const decided = new URL(operator.page.url()).pathname.replace('/operator/', '');
  const after = await userOf('bobby.tables');
  expect(after.address).toBe(before.address);
  expect(after.stableId).not.toBe(before.stableId);
  await operator.goto('conflicts?search=Robert');
  await expectText(operator, 'No conflicts found');

  await operator.goto(decided);
  await button('Revert').first().click();
  await confirm('Revert this run', 'Make the plan');
  await applyPlan();
  expect(await userOf('bobby.tables')).toEqual(before);
});

it('a name that was passed on is released by a decision: the former user is renamed, and the new person has a user', async () => {
  const leaver = demoTree().find(({ values }) => String(values['employeeNumber']).startsWith('1000'));
  if (!leaver) throw new Error('The demo people have changed.');
  const { values, dn } = leaver;
  const [name, parent] = [String(values['uid']), dn.slice(dn.indexOf(',') + 1)];
  await environment.directory.delete(dn);
  const person = {
    cn: 'New Person',
    sn: 'Person',
    givenName: 'New',
    employeeNumber: '999999',
    mail: 'new.person@nordvik.example',
  };
  await environment.directory.add(`cn=New Person,${parent}`, { ...values, ...person });
  await runToCompletion();

  await expectWaysToConflicts('New Person');
  await expect.poll(() => rowsOf('Conflicts').count(), POLLING).toBe(1);
  await button(/^Different person: release the name \(/).click();
  await confirm('Different person: release the name', 'Make the plan');
  await expectVisible(section('About this plan').getByText('Different person: release the name'));
  await expectVisible(operator.page.getByText(`${name}.former`));
  // The one who gives up the name has no entry among those that were read.
  await expectVisible(section('What a run would do').locator('dd', { hasText: /^0 \+ 1$/ }));
  await expectVisible(operator.page.getByRole('tab', { name: 'Changes (2)' }));
  await expectVisible(section('Changes').getByText('Would be updated (1)', { exact: true }));
  await expectAccessible(operator);
  await applyPlan();
  await operator.goto(`users?query=${name}`);
  await expect.poll(() => rowsOf('Users').count(), POLLING).toBe(2);
});
