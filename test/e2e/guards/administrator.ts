import type { Locator } from 'playwright-core';
import { expect } from 'vitest';

import { type AppWindow, JOB_PATH } from '../support/app-window.js';
import { expectVisible, POLLING } from '../support/expectations.js';

/** What the dialog says of a setting before it is saved. */
export interface ConfirmedChange {
  /** Name of the setting, or `Mapping: ` with that of the field. */
  readonly setting: string;
  readonly before: string;
  readonly after: string;
}

/** The administrator changes settings of the job in the form, which stays open. */
export class Administrator {
  constructor(readonly window: AppWindow) {}

  openForm(): Promise<void> {
    return this.window.goto(JOB_PATH);
  }

  /** Gives a row of the mapping another attribute, and saves. */
  async mapRow(row: number, attribute: string, confirmed: ConfirmedChange): Promise<void> {
    await this.window.page.getByRole('textbox', { name: `LDAP attribute in row ${row}`, exact: true }).fill(attribute);
    await this.save(confirmed);
  }

  async changeFilter(filter: string, confirmed: ConfirmedChange): Promise<void> {
    await this.window.page.getByLabel('Filter', { exact: true }).fill(filter);
    await this.save(confirmed);
  }

  private async save(confirmed: ConfirmedChange): Promise<void> {
    const { page } = this.window;
    const save = page.getByRole('button', { name: 'Save', exact: true });
    await save.click();
    const dialog = page.getByRole('dialog', { name: 'Save these changes?' });
    await expectNamed(dialog, confirmed);
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await expectDisabled(save);
  }
}

/** The dialog names the old and the new value of this setting, and of no other. */
async function expectNamed(dialog: Locator, { setting, before, after }: ConfirmedChange): Promise<void> {
  const row = dialog.getByRole('row').filter({ hasText: setting });
  await expectVisible(row);
  expect(await row.getByRole('cell').allInnerTexts()).toEqual([before, after]);
  expect(await dialog.getByRole('row').count()).toBe(1 + 1);
}

async function expectDisabled(button: Locator): Promise<void> {
  await expect.poll(() => button.isDisabled(), POLLING).toBe(true);
}
