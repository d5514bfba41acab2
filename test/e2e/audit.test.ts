import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import type { AppWindow } from './support/app-window.js';
import { expectAccessible, expectHidden, expectVisible } from './support/expectations.js';
import { TestEnvironment } from './support/test-environment.js';
import { typeQuickly } from './support/type-quickly.js';

let environment: TestEnvironment;
let admin: AppWindow;

beforeAll(async () => {
  environment = await TestEnvironment.start();
  const stranger = await environment.openWindow('admin');
  await stranger.goto();
  await stranger.signIn('admin', 'not this one');
  await expectVisible(stranger.page.getByRole('alert'));
  await stranger.close();
  admin = await environment.openWindow('admin', { as: 'admin' });
});
afterEach(({ task }) => environment?.saveEvidence(task));
afterAll(() => environment?.close());

it('an administrator sees who did what, filters it by event, account and day, and downloads it', async () => {
  const { page } = admin;
  await admin.goto();
  await page.getByRole('main').getByRole('link', { name: 'Audit log' }).click();
  const table = page.getByRole('table', { name: 'Audit log' });
  await expectVisible(table.getByRole('rowheader', { name: 'Sign-in refused' }));
  await expectVisible(table.getByRole('rowheader', { name: 'Host started' }));

  await expectAccessible(admin);
  await page.getByLabel('Event').selectOption({ label: 'Signed in' });
  await expectHidden(table.getByText('Host started'));
  await typeQuickly(page.getByLabel('Account', { exact: true }), 'admin');
  const row = table.getByRole('row', { name: /Signed in.*admin.*administrator.*Done.*127\.0\.0\.1/s });
  await expectVisible(row.first());
  expect(new URL(page.url()).search).toBe('?who=admin&what=session.begin');
  await page.reload();
  await expectVisible(row.first());

  const href = await page.getByRole('link', { name: 'Download CSV' }).getAttribute('href');
  const csv = await (await page.request.get(href ?? '')).text();
  expect(csv).toContain('session.begin');
  expect(csv).not.toContain('session.refused');

  await page.getByLabel('To', { exact: true }).fill('2020-01-01');
  await expectVisible(page.getByRole('heading', { name: 'No events found' }));
  expect(admin.scriptErrors).toEqual([]);
});
