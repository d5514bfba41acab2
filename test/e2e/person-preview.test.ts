import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { expectAccessible, expectText } from './support/expectations.js';
import { type AppWindow, JOB_PATH } from './support/app-window.js';
import { TestEnvironment } from './support/test-environment.js';

let environment: TestEnvironment;
let admin: AppWindow;

beforeAll(async () => {
  environment = await TestEnvironment.start();
  admin = await environment.openWindow('admin', { as: 'admin' });
  await admin.goto(JOB_PATH);
});
afterEach(({ task }) => environment?.saveEvidence(task));
afterAll(() => environment?.close());

describe('the preview of one person', () => {
  const panel = () => admin.page.getByRole('region', { name: 'Preview of one person' });
  const search = async (text: string) => {
    await panel().getByRole('textbox', { name: 'Person' }).fill(text);
    await admin.page.keyboard.press('Enter');
  };

  it('says that nobody was found', async () => {
    await search('nobody-of-this-name');
    await expectText(admin, 'No entry was found.');
    await expectAccessible(admin);
  });

  it('offers the entries that a part of a name finds, and shows the one that is chosen', async () => {
    await search('an');
    await expectText(admin, 'Several entries were found.');
    await expectAccessible(admin);
    const first = panel().getByRole('listitem').first().getByRole('button');
    expect(await first.innerText()).toMatch(/^\S+ .+@.+\n/);
    await first.focus();
    await admin.page.keyboard.press('Enter');
    await panel().getByRole('table', { name: 'Mapping of the entry' }).waitFor();
    expect(await first.getAttribute('aria-current')).toBe('true');
    expect(await panel().getByRole('listitem').count()).toBeGreaterThan(1);
    await expectAccessible(admin);
  });

  it('uses the values of the form, which are not saved by Enter', async () => {
    const field = admin.page.getByRole('textbox', { name: 'LDAP attribute in row 1', exact: true });
    const before = await field.inputValue();
    await field.fill('noSuchAttribute');
    await search('an');
    await panel().getByRole('listitem').first().getByRole('button').click();
    await expectText(admin, 'its values cannot be mapped to a user');
    await expectText(admin, 'The person is not synchronized');
    await field.fill(before);
    expect(admin.scriptErrors).toEqual([]);
  });
});

describe('a row of the mapping is tried', () => {
  const details = () => admin.page.getByRole('group', { name: 'Details of row 2', exact: true });
  const trial = () => details().getByRole('group', { name: 'Try this row' });

  it('on typed values, while it is typed', async () => {
    await admin.page.getByRole('button', { name: 'Details of row 2' }).click();
    await details().getByRole('combobox', { name: 'Source' }).click();
    await admin.page.getByRole('option', { name: 'Expression (CEL)' }).click();
    const text = details().getByLabel('Expression (CEL)', { exact: true });
    await text.fill('entry.givenName[0] + sn');
    await details().getByRole('button', { name: 'Try this row' }).click();
    await trial().getByLabel('Values of attributes').fill('givenName: Ada\nsn: Lovelace');
    await trial().getByRole('button', { name: 'Try', exact: true }).click();
    await expectText(admin, 'Unknown variable: sn (character 22)');
    await text.fill('entry.givenName[0] + " " + entry.sn[0]');
    await trial().getByRole('button', { name: 'Try', exact: true }).click();
    await expectText(admin, 'Ada Lovelace');
    await expectAccessible(admin);
  });

  it('on an entry', async () => {
    await trial().getByText('An entry').click();
    await trial().getByRole('textbox', { name: 'Person' }).fill('an');
    await admin.page.keyboard.press('Enter');
    await trial().getByRole('listitem').first().getByRole('button').click();
    await trial().getByText('Is written').waitFor();
    await expectAccessible(admin);
    expect(admin.scriptErrors).toEqual([]);
  });
});
