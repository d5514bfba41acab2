import { readFileSync } from 'node:fs';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { demoTree } from '../../scripts/lib/demo-people.ts';
import { expectAccessible, expectHidden, expectText, expectVisible, POLLING } from './support/expectations.js';
import { countsIn } from './support/run-counts.js';
import { TestEnvironment } from './support/test-environment.js';
import { typeQuickly } from './support/type-quickly.js';
import { JOB, JOB_PATH, type AppWindow } from './support/app-window.js';

let environment: TestEnvironment;
let operator: AppWindow;

beforeAll(async () => {
  environment = await TestEnvironment.start();
  operator = await environment.openWindow('operator', { as: 'operator' });
});
afterEach(({ task }) => environment?.saveEvidence(task));
afterAll(() => environment?.close());

const startButton = () => operator.page.getByRole('button', { name: `Start ${JOB}` });
const previewButton = () => operator.page.getByRole('button', { name: `Preview changes of ${JOB}` });
const section = (name: string) => operator.page.getByRole('region', { name, exact: true });
const openTab = (name: string | RegExp) => operator.page.getByRole('tab', { name }).click();
const changes = () => section('Changes').getByRole('table').locator('tbody tr');

const users = () => operator.page.getByRole('table', { name: 'Users' }).locator('tbody tr');
const shownEmails = () => users().locator('[data-label="E-mail"]').allInnerTexts();

const counts = () => countsIn(operator);

async function runToCompletion(): Promise<Record<string, number>> {
  await operator.goto('scheduled-jobs');
  await startButton().click();
  await expectVisible(section('Results'));
  await operator.waitUntilLoaded();
  return counts();
}

describe('the operator', () => {
  it('sees the job before its first run', async () => {
    await operator.goto('scheduled-jobs');
    for (const text of ['Not run yet', 'Never', 'Not scheduled']) await expectText(operator, text);
    await operator.page.getByRole('link', { name: 'All runs' }).click();
    await expectText(operator, 'No runs yet');
  });

  it('previews the changes, which neither changes anything nor looks like a run', async () => {
    await operator.goto('scheduled-jobs');
    await previewButton().click();
    await expectText(operator, 'This is a plan. Nothing was changed.');
    await expectVisible(section('What a run would do').getByText('Would be created'));
    await expectText(operator, 'Creates 939; leaves 4 with problems; leaves a field of 5 people as it is.');
    expect((await counts())['created']).toBeGreaterThan(900);
    await expectAccessible(operator);
    await operator.takeScreenshot('operator-plan');

    await operator.goto('scheduled-jobs');
    await expectText(operator, 'Not run yet');
    await operator.page.getByRole('link', { name: 'All runs' }).click();
    await expectVisible(operator.page.getByRole('cell').getByText('Plan', { exact: true }));
    await operator.goto('users?query=bobby.tables');
    await expectText(operator, 'No users found');
  });

  it('starts a run and follows it live', async () => {
    await operator.goto('scheduled-jobs');
    const colleague = await environment.openWindow('operator', { as: 'operator' });
    await colleague.goto('scheduled-jobs');

    // Pauses the directory, so that the run keeps reading until the checks are done.
    environment.directory.pause();
    await startButton().click();
    await expectVisible(section('Progress').getByText('Reading', { exact: true }));
    await expectVisible(section('Progress').getByRole('progressbar'));
    await expectAccessible(operator);
    await expectText(colleague, 'Watch the run');
    expect(await colleague.page.getByRole('button', { name: `Start ${JOB}` }).isDisabled()).toBe(true);

    environment.directory.resume();
    await expectVisible(section('Results'));
    await expectText(colleague, 'Show the last run');
    await colleague.close();
  });

  it('sees counts that add up', async () => {
    const { read, created, updated, activated, unchanged, problems } = await counts();
    expect(read).toBeGreaterThan(900);
    expect(created).toBeGreaterThan(900);
    expect(problems).toBeGreaterThan(0);
    expect(created! + updated! + activated! + unchanged! + problems!).toBe(read);
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    expect(readme).toContain(`\`${read} read, ${created} created, ${problems} problems\``);
    await operator.takeScreenshot('operator');
    await openTab('Read report');
    await expectVisible(section('Read report').getByText('The read was complete.'));
  });

  it('sees the entries that could not be synchronized, with reason and remedy', async () => {
    await section('Results').getByRole('link', { name: 'Problems' }).click();
    const problem = section('Problems').getByRole('row', { name: /Not The Administrator/ });
    await expectVisible(problem.getByText('protected'));
    const cells = await problem.getByRole('cell').allInnerTexts();
    expect(cells.every((text) => text.length > 20)).toBe(true);
  });

  it('finds users by name and by state', async () => {
    await operator.page.getByRole('link', { name: 'Users' }).click();
    const search = operator.page.getByRole('textbox', { name: 'Search' });
    await typeQuickly(search, 'bobby.tables');
    await expect.poll(() => users().count(), POLLING).toBe(1);
    await expectVisible(users().getByText('Active'));

    await operator.page.getByRole('combobox', { name: 'State' }).click();
    await operator.page.getByRole('option', { name: 'Inactive' }).click();
    await expectText(operator, 'No users found');
    expect(operator.page.url()).toContain('query=bobby.tables&state=inactive');
  });

  it('finds users by what is known of them, in any order, and sees how many there are', async () => {
    const person = demoTree().find(({ values }) => values['telephoneNumber'] && values['title']);
    const { telephoneNumber, title, uid } = person!.values as Record<string, string>;
    await operator.goto('users');
    await expectVisible(operator.page.getByText(/^\d[\d,]* users$/));
    await operator.page.getByRole('textbox', { name: 'Search' }).fill(`${telephoneNumber} ${title?.toUpperCase()}`);
    await expectVisible(operator.page.getByText('1 user', { exact: true }));
    await expectVisible(users().getByText(uid!, { exact: true }));
  });

  it('sorts users with the keyboard, and finds the list as it was after Back and reload', async () => {
    await operator.goto('users?query=nordvik');
    const header = (name: string) => operator.page.getByRole('columnheader', { name });
    const order = (name: string) => header(name).getAttribute('aria-sort');
    expect(await order('Name')).toBe('ascending');
    await header('E-mail').getByRole('button').press('Enter');
    await expect.poll(() => order('E-mail'), POLLING).toBe('ascending');
    await header('E-mail').getByRole('button').press('Enter');
    await expect.poll(() => order('E-mail'), POLLING).toBe('descending');
    expect(await order('Name')).toBe(null);
    await expectAccessible(operator);

    await operator.page.getByRole('button', { name: 'Show more' }).click();
    await expect.poll(() => users().count(), POLLING).toBe(100);
    const emails = await shownEmails();
    expect(emails).toEqual(emails.toSorted().toReversed());
    expect(operator.page.url()).toContain('query=nordvik&sort=email&order=desc&pages=2');

    await users().nth(70).getByRole('link').click();
    await expectVisible(section('Fields'));
    await operator.page.goBack();
    await expect.poll(shownEmails, POLLING).toEqual(emails);
    await operator.page.reload();
    await expect.poll(shownEmails, POLLING).toEqual(emails);
    await operator.page.goBack();
    await expect.poll(() => order('E-mail'), POLLING).toBe('ascending');
  });

  it('sees all fields and the history of a user whose name contains HTML', async () => {
    await operator.goto('users?query=script');
    await operator.page.getByRole('link', { name: '<script>alert(1)</script>' }).click();
    await expectVisible(operator.page.getByRole('heading', { name: '<script>alert(1)</script>', level: 1 }));
    await expectVisible(section('Fields').getByText('script@nordvik.example'));
    await expectVisible(section('History').getByText('Created'));
    expect(operator.scriptErrors).toEqual([]);
  });

  it('sees that a second run changes nothing', async () => {
    const { read, unchanged, problems } = await runToCompletion();
    expect(unchanged! + problems!).toBe(read);
    await openTab('Changes (0)');
    await expectText(operator, 'No changes were required.');
  });

  it('sees one change in the directory as one update with the values before and after', async () => {
    const bobby = demoTree().find(({ values }) => values['uid'] === 'bobby.tables');
    await environment.directory.modify(bobby?.dn ?? '', { mail: 'bobby@nordvik.example' });
    expect(await runToCompletion()).toMatchObject({ created: 0, updated: 1 });
    const change = changes().first();
    await expectVisible(change.getByText('bobby.tables@nordvik.example'));
    await expectVisible(change.getByText('bobby@nordvik.example'));
  });

  it('applies exactly the changes of a plan, with a reason', async () => {
    const bobby = demoTree().find(({ values }) => values['uid'] === 'bobby.tables');
    await environment.directory.modify(bobby?.dn ?? '', { mail: 'bobby.tables@nordvik.example' });
    await operator.goto('scheduled-jobs');
    await previewButton().click();
    await operator.page.getByRole('button', { name: 'Apply these changes' }).click();
    const dialog = operator.page.getByRole('dialog', { name: 'Apply these changes' });
    await expectVisible(dialog.getByText('1 user will be changed.'));
    const apply = dialog.getByRole('button', { name: 'Apply these changes' });
    expect(await apply.isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Checked with Bobby');
    await expectAccessible(operator);
    await apply.click();

    await expectVisible(section('Results'));
    await expectVisible(section('About this run').getByText('Checked with Bobby'));
    expect(await counts()).toMatchObject({ created: 0, updated: 1 });
    await operator.goto('users?query=bobby.tables@nordvik.example');
    await expect.poll(() => users().count(), POLLING).toBe(1);
  });

  it('sees that a plan without changes has nothing to apply', async () => {
    await operator.goto('scheduled-jobs');
    await previewButton().click();
    await expectText(operator, 'A run would change nothing.');
    await expectHidden(operator.page.getByRole('button', { name: 'Apply these changes' }));
  });

  it('sees a saved schedule without reloading the page', async () => {
    await operator.goto('scheduled-jobs');
    await expectText(operator, 'Not scheduled');
    const admin = await environment.openWindow('admin', { as: 'admin' });
    await admin.goto(JOB_PATH);
    await admin.page.getByRole('switch', { name: 'Enabled' }).check();
    await admin.page.getByRole('button', { name: 'Save', exact: true }).click();
    await expectText(admin, 'Saved. ');

    await expectHidden(operator.page.getByText('Not scheduled'));
    await expectVisible(operator.page.getByRole('cell').locator('time[title]').nth(2));
    await operator.takeScreenshot('operator-jobs');
    await admin.close();
  });

  it('clears the cache, which raises the generation', async () => {
    await operator.page.getByRole('link', { name: 'Cache' }).click();
    const generation = async () =>
      Number(
        (
          await operator.page
            .getByRole('row', { name: /^Users/ })
            .getByRole('cell')
            .first()
            .innerText()
        ).trim(),
      );
    await expectVisible(operator.page.getByRole('row', { name: /^Users/ }));
    const before = await generation();
    await operator.page.getByRole('button', { name: 'Clear cache' }).click();
    await expectText(operator, 'The cache was cleared.');
    await expect.poll(generation, POLLING).toBeGreaterThan(before);
  });

  it('sees why a run failed, and that no change was planned', async () => {
    await environment.directory.stop();
    await operator.goto('scheduled-jobs');
    await startButton().click();
    await expectText(operator, 'The run failed');
    await expectText(operator, 'The run ended before any change was planned.');
    await expectHidden(section('Results'));
    await expectAccessible(operator);
  });
});
